/** Reading ONNX files and cutting sub-models out of them. */
package io.splitboard.core.onnx;
