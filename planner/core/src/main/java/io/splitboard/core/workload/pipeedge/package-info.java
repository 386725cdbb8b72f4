/** Profiles and schedules in the YAML files of PipeEdge's scheduler. */
package io.splitboard.core.workload.pipeedge;
