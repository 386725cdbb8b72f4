/** Programs and whole networks run in this process, for checking results. */
package io.splitboard.lab.local;
