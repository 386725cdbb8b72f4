/**
 * Dynamic model selection: the most accurate model of a family that answers in time, on one device
 * or on several (the idea of HALP, Li, Iosifidis and Zhang 2022; the rule is a reconstruction).
 */
package io.splitboard.solver.selection;
