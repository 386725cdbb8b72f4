/**
 * Virtual devices for people without devices, and for every test: real SSH servers, real files,
 * real processes on this computer. Only speed is made up, by the agents themselves.
 */
package io.splitboard.lab;
