package assay.simulation;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.core.loop.Answer;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Placed;
import assay.core.loop.Program;
import assay.core.loop.Step;
import assay.core.reporter.PublishReport;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.core.runner.RunnerEffect.Submit;
import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.ServiceReady;
import assay.events.RecipeEvent;
import assay.events.Token;
import assay.events.Topic;
import assay.events.Writer;
import assay.testkit.ClusterRules;
import assay.testkit.Hosted.Doer;
import assay.testkit.InMemoryArtifacts;
import assay.testkit.SimulatedCluster;
import assay.testkit.Stepper;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One rule broken each. That each is found shows that what is promised would be missed if it did not hold. */
enum PlantedBug implements Parts {
    // ---- promise 1: a payload runs at most once per attempt
    NO_CLAIM {
        @Override
        public ClusterRules rules() {
            return new ClusterRules(true, false, true, true);
        }
    },

    // ---- promise 2: nothing is left behind, and nothing of others is touched
    SUBMISSIONS_OUTLIVE_THEIR_DEADLINE {
        @Override
        public ClusterRules rules() {
            return new ClusterRules(false, true, true, true);
        }
    },
    AMBIGUOUS_TAKEN_FOR_REFUSED {
        @Override
        public Cluster seen(SimulatedCluster cluster) {
            return new SeenCluster(cluster) {
                @Override
                public Submission submit(SubmitRequest request) {
                    return super.submit(request) instanceof Submission.Ambiguous(var words) ? new Submission.Refused(RefusalKind.PERMANENT, words) : super.submit(request);
                }
            };
        }
    },
    JOBS_WITHOUT_LEASE {
        @Override
        public ClusterRules rules() {
            return new ClusterRules(true, true, false, true);
        }
    },
    WINDOWS_CUT_BY_LEASES {
        @Override
        public ClusterRules rules() {
            return new ClusterRules(true, true, true, false);
        }
    },
    CLEANED_WITHOUT_PROOF {
        @Override
        public <E extends Effect, A> Program<E, A> program(Program<E, A> program) {
            return new BentProgram<>(program, (runs, duties) -> program.writer() != Writer.RUNNER ? duties : Stream.concat(duties.stream(),
                    runs.all().stream().filter(run -> run.stage() instanceof Stage.Closing && !run.alive()).map(Run::id)
                            .map(run -> new Duty.Append<E>(run, new RunCleaned(List.of(), List.of(), List.of())))).toList());
        }
    },
    CLEANED_WITHOUT_A_LOOK {
        @Override
        public Cluster seen(SimulatedCluster cluster) {
            return new SeenCluster(cluster) {
                @Override
                public List<ListedJob> jobs() {
                    boolean proof = StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("CleanUp")));
                    return proof ? List.of() : super.jobs();
                }
            };
        }
    },
    ADOPTS_BY_JOB_ALONE {
        @Override
        public Cluster seen(SimulatedCluster cluster) {
            return new SeenCluster(cluster) {
                @Override
                public List<ListedJob> find(Token token) {
                    return jobs().stream().filter(job -> Token.read(job.name()).filter(name -> name.job().equals(token.job())).isPresent()).toList();
                }
            };
        }
    },
    CANCELS_BY_ID_ALONE {
        @Override
        public Cluster seen(SimulatedCluster cluster) {
            return new SeenCluster(cluster) {
                @Override
                public void cancel(JobRef ref) {
                    cluster.end(job -> job.id().equals(ref.id()));
                }
            };
        }
    },

    // ---- promise 1 once more: what a job needs is there when it begins
    JOBS_NOT_TOLD_WHERE_THINGS_LIE {
        @Override
        @SuppressWarnings("unchecked")
        public <E extends Effect, A> Doer<E, A> doer(Doer<E, A> doer) {
            return effect -> doer.perform(effect instanceof Placed<?> placed && placed.effect() instanceof Submit s
                    ? (E) new Placed<>(placed.place(), new Submit(s.run(), s.token(), s.script(), s.runDirectory(), s.deadline(), s.secrets(), s.own(), s.after())) : effect);
        }
    },
    STAGED_IN_WORDS_ALONE {
        @Override
        public Cluster seen(SimulatedCluster cluster) {
            return new SeenCluster(cluster) {
                @Override
                public ArtifactStore artifacts() {
                    return new InMemoryArtifacts(InMemoryArtifacts::well);
                }
            };
        }
    },

    // ---- promise 3: nothing is lost
    LOST_APPENDS_FORGOTTEN {
        @Override
        public <E extends Effect, A> Stepper<E, A> loop(Stepper<E, A> loop) {
            return new BentLoop<>(loop) {
                @Override
                public void lost(List<Envelope> appends) {
                    // The planted bug: nobody is told.
                }
            };
        }
    },
    INBOX_READ_ONCE {
        @Override
        public <E extends Effect, A> Stepper<E, A> loop(Stepper<E, A> loop) {
            return new BentLoop<>(loop) {
                @Override
                public void replay(List<Entry> entries) {
                    super.replay(entries.stream().filter(entry -> !(entry instanceof Entry.Readable(var at, var envelope) && envelope.event() instanceof RecipeEvent)).toList());
                }
            };
        }
    },
    SILENCE_TAKEN_FOR_AN_END {
        @Override
        public Cluster seen(SimulatedCluster cluster) {
            return new SeenCluster(cluster) {
                @Override
                public List<ListedJob> jobs() {
                    return answered(super::jobs);
                }

                @Override
                public List<ListedJob> find(Token token) {
                    return answered(() -> super.find(token));
                }

                @Override
                public List<ListedJob> history(List<JobRef> jobs) {
                    return answered(() -> super.history(jobs));
                }
            };
        }

        private <T> List<T> answered(Supplier<List<T>> question) {
            try {
                return question.get();
            } catch (ClusterSilentException silent) {
                return List.of();
            }
        }
    },

    // ---- promise 4: replay is exact
    OWN_APPENDS_APPLIED_AT_ONCE {
        @Override
        public <E extends Effect, A> Stepper<E, A> loop(Stepper<E, A> loop) {
            return new BentLoop<>(loop) {
                @Override
                public Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now) {
                    Step<E> step = super.step(entries, answers, now);
                    replay(step.appends().stream().<Entry>map(envelope -> new Entry.Readable(new Position(Topic.JOBS, 0, 0), envelope)).toList());
                    return step;
                }
            };
        }
    },
    AN_EVENT_SKIPPED_LIVE {
        @Override
        public <E extends Effect, A> Stepper<E, A> loop(Stepper<E, A> loop) {
            return new BentLoop<>(loop) {
                @Override
                public Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now) {
                    return super.step(entries.stream().filter(entry -> !(entry instanceof Entry.Readable(var at, var envelope)
                            && envelope.event() instanceof ServiceReady)).toList(), answers, now);
                }
            };
        }
    },
    FOLD_BY_THE_READERS_CLOCK {
        @Override
        public <E extends Effect, A> Stepper<E, A> loop(Stepper<E, A> loop) {
            return new BentLoop<>(loop) {
                @Override
                public Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now) {
                    return super.step(entries.stream().map(entry -> read(entry, now)).toList(), answers, now);
                }
            };
        }

        private Entry read(Entry entry, Instant now) {
            return entry instanceof Entry.Readable(var at, var e) ? new Entry.Readable(at, new Envelope(e.id(), e.run(), e.source(), now, e.causationId(), e.event())) : entry;
        }
    },
    REPORT_OF_HALF_THE_LOG {
        @Override
        @SuppressWarnings("unchecked")
        public <E extends Effect, A> Doer<E, A> doer(Doer<E, A> doer) {
            return effect -> doer.perform(effect instanceof PublishReport(var run, var directory, var log)
                    ? (E) new PublishReport(run, directory, log.stream().filter(envelope -> !(envelope.event() instanceof JobEnded)).toList()) : effect);
        }
    };
}
