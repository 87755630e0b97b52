package assay.cli;

import assay.core.run.Job;
import assay.core.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs as a server hands them out, wherever they are. */
record LogsOverHttp(HttpApi api) implements JobLogs {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Override
    public long print(Run run, List<Job> jobs) {
        return each(run, jobs, "");
    }

    @Override
    public void follow(Run run, Job job) {
        each(run, List.of(job), "?follow=true");
    }

    private long each(Run run, List<Job> jobs, String how) {
        String all = HttpLog.path(run.id()) + "/logs";
        long printed = 0;
        for (JsonNode log : MAPPER.readTree(api.get(all).body())) {
            String job = log.path("job").asString("");
            if (jobs.stream().anyMatch(wanted -> wanted.name().value().equals(job))) {
                String file = log.path("file").asString("");
                System.out.println(JobLogs.heading(job, log.path("attempt").asInt(1), file));
                print(all + "/" + HttpApi.segment(file) + how);
                printed++;
            }
        }
        return printed;
    }

    private void print(String path) {
        try (InputStream text = api.open(path, Map.of())) {
            byte[] piece = new byte[1 << 13];
            for (int bytes = text.read(piece); bytes >= 0; bytes = text.read(piece)) {
                System.out.write(piece, 0, bytes);
                System.out.flush();
            }
        } catch (IOException e) {
            throw new UnreachableException(api.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
