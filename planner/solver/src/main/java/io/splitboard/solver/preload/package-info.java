/**
 * Layer assignment with weight pre-loading, after Viramontes and Davoodi (ISQED 2023), as
 * reconstructed in docs/methods/layers.md: an integer program that weighs staying on a device
 * against switching to one that loads its weights while it waits.
 */
package io.splitboard.solver.preload;
