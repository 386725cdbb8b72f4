package io.splitboard.agent;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has three agents of its own. */
abstract class WithAgents {

  @TempDir Path store;

  AgentChain chain;
  TestWorkbench workbench;

  @BeforeEach
  void startAgents() throws Exception {
    chain = new AgentChain(store);
    workbench = chain.workbench();
  }

  @AfterEach
  void stopAgents() throws Exception {
    chain.close();
  }
}
