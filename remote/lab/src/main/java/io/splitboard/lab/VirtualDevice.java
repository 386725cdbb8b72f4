package io.splitboard.lab;

import java.nio.file.Path;

/**
 * A running virtual device: what a workbench must know to log in.
 *
 * @param id id of the device in the cluster
 * @param host always an address of this computer
 * @param port on which its SSH server listens; another one after each start
 * @param user who may log in
 * @param keyFile the user's private key, readable by the owner only
 * @param knownHosts known-hosts file that holds the device's host key under its present port
 * @param home real path of the folder that commands and file transfers see as home
 */
public record VirtualDevice(
    String id, String host, int port, String user, Path keyFile, Path knownHosts, Path home) {}
