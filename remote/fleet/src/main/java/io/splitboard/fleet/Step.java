package io.splitboard.fleet;

/** What is being done with a device, in the order of a deployment. */
public enum Step {
  /** Logging in. */
  CONNECTING,
  /** Looking at its architecture, Java, memory and disk. */
  CHECKING,
  /** Sending the files that it lacks. */
  UPLOADING,
  /** Starting its agent. */
  STARTING,
  /** Opening the sessions of its tasks. */
  LOADING,
  /** Opening the links to its peers. */
  LINKING,
  /** Ready for requests. */
  READY,
  /** Ending its agent. */
  STOPPING,
  /** Nothing of the deployment is left but the files for the next one. */
  STOPPED,
  /** Something went wrong; the text says what. */
  FAILED
}
