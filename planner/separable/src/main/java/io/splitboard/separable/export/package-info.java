/** The network under a policy as an ONNX graph of separate groups. */
package io.splitboard.separable.export;
