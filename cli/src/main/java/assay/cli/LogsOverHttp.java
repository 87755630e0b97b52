package assay.cli;

import assay.core.run.Job;
import assay.core.run.Run;
import assay.core.view.RunView;
import assay.log.ViewJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Logs as a server hands them out, wherever they are. */
record LogsOverHttp(HttpApi api) implements JobLogs {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long PAUSE_MILLIS = 1_000;

    /** A log as it is listed. */
    private record Listed(String job, int attempt, String file) {
    }

    @Override
    public long print(Run run, List<Job> jobs) {
        List<Listed> logs = listed(run).stream().filter(log -> jobs.stream().anyMatch(job -> job.name().value().equals(log.job()))).toList();
        logs.forEach(log -> print(run, log, ""));
        return logs.size();
    }

    /** A job that waits has no log yet, and each of its attempts begins another one. */
    @Override
    public long follow(Run run, Job job) {
        Set<Listed> printed = new HashSet<>();
        boolean told = false;
        while (true) {
            boolean over = over(run, job);
            List<Listed> more = listed(run).stream().filter(log -> log.job().equals(job.name().value()) && !printed.contains(log)).toList();
            more.forEach(log -> print(run, log, "?follow=true"));
            printed.addAll(more);
            if (over && more.isEmpty()) {
                return printed.size();
            }
            if (more.isEmpty()) {
                told = told || waits(job, printed);
                HttpApi.pause(PAUSE_MILLIS);
            }
        }
    }

    private static boolean waits(Job job, Set<Listed> printed) {
        if (printed.isEmpty()) {
            System.err.println("assay: " + job.name() + " has written nothing yet; it is shown from its beginning on");
        }
        return true;
    }

    private boolean over(Run run, Job job) {
        String told = api.get(HttpLog.path(run.id())).body();
        RunView view = api.understood(() -> ViewJson.read(RunView.class, told));
        return view.finishedAt().isPresent() || view.jobs().stream().anyMatch(each -> each.name().equals(job.name()) && each.state().equals("ended"));
    }

    private List<Listed> listed(Run run) {
        String told = api.get(HttpLog.path(run.id()) + "/logs").body();
        return api.understood(() -> MAPPER.readTree(told)).valueStream()
                .map(log -> new Listed(log.path("job").asString(""), log.path("attempt").asInt(1), log.path("file").asString(""))).toList();
    }

    private void print(Run run, Listed log, String how) {
        System.out.println(JobLogs.heading(log.job(), log.attempt(), log.file()));
        try (InputStream text = api.open(HttpLog.path(run.id()) + "/logs/" + HttpApi.segment(log.file()) + how, Map.of())) {
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
