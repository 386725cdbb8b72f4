/** Sub-models on ONNX Runtime, through DJL. */
package io.splitboard.agent.engine;
