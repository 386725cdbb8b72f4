package io.splitboard.protocol.access;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The deployment's token: every call carries it, and a call without it is refused. */
public final class Token {

  /** Name of the metadata entry. */
  public static final Metadata.Key<String> KEY =
      Metadata.Key.of("splitboard-token", Metadata.ASCII_STRING_MARSHALLER);

  private Token() {}

  /** Adds the token to every call of a client. */
  public static ClientInterceptor attach(String token) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> listener, Metadata headers) {
            headers.put(KEY, token);
            super.start(listener, headers);
          }
        };
      }
    };
  }

  /** Refuses calls that do not carry the token. Compares in constant time. */
  public static ServerInterceptor require(String token) {
    byte[] expected = token.getBytes(StandardCharsets.UTF_8);
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String given = headers.get(KEY);
        if (given != null
            && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
          return next.startCall(call, headers);
        }
        call.close(
            Status.UNAUTHENTICATED.withDescription(
                "The agent refused the call: its token is not the one of this deployment."),
            new Metadata());
        return new ServerCall.Listener<>() {};
      }
    };
  }
}
