//! What passgate's own tests, benchmarks and fuzz targets use beyond the documented API. Nothing here is stable.

/// Verdicts, tables, coverage, mutants, waivers.
pub mod conformance {
    pub use crate::conformance::behaviour::behaviour;
    pub use crate::conformance::citing::covered;
    pub use crate::conformance::config::checked::{Config, Subject, Thresholds};
    pub use crate::conformance::config::date::Date;
    pub use crate::conformance::config::document::config_schema;
    pub use crate::conformance::coverage::{ClauseStatus, Coverage, coverage};
    pub use crate::conformance::mutation::{MutantStatus, Mutation, UnneededReason, mutate};
    pub use crate::conformance::proving_mutant::{
        FailedStep, MutantKind, TriedMutant, try_mutants,
    };
    pub use crate::conformance::tally::{judge_run, judge_run_with, tallies};
    pub use crate::conformance::verdict::{Verdict, judge};
    pub use crate::conformance::visibility::visibility;
    pub use crate::conformance::waivers::LoadedScenarios;
    pub use crate::conformance::waivers::{WaiverViolationKind, Waivers};
}
/// Texts, and what is wrong with them.
pub mod document {
    pub use crate::document::diagnostic::Diagnostic;
    pub use crate::document::finding::Severity;
    pub use crate::document::plain::PlainDiagnostic;
    pub use crate::document::source_file::SourceFile;
    pub use crate::document::yaml::document_errors::DocumentErrors;
}
/// Kinds and values.
pub mod domain {
    pub use crate::domain::action::{Action, UserAction};
    pub use crate::domain::actor::{ACTORS_MAX, ActorId, Role};
    pub use crate::domain::browser::Browser;
    pub use crate::domain::device::DeviceId;
    pub use crate::domain::fault::Fault;
    pub use crate::domain::instant::Instant;
    pub use crate::domain::key::Key;
    pub use crate::domain::passcode::Passcode;
    pub use crate::domain::place::Place;
    pub use crate::domain::refusal::Refusal;
    pub use crate::domain::reset::ResetState;
    pub use crate::domain::span::Span;
    pub use crate::domain::surface::{SurfaceId, SurfaceKind, SurfaceSet};
    pub use crate::domain::text_table::{TextId, TextTable};
    pub use crate::domain::view::{ShownPasscode, View};
}
/// What happened in a run.
pub mod journal {
    pub use crate::journal::device_history::DeviceHistory;
    pub use crate::journal::entry::Entry;
    pub use crate::journal::event::Event;
    pub use crate::journal::observation::{
        ActionKind, Observation, Observed, SeenPasscode, SeenView,
    };
    pub use crate::journal::observed_reset::ObservedReset;
    pub use crate::journal::reset_tracker::ResetTracker;
    pub use crate::journal::text::{read, write};
    pub use crate::journal::{Extent, Journal, Trace};
}
/// Features, sentences, plans.
pub mod language {
    pub use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
    pub use crate::language::catalogue::known::{Known, ListedSentence};
    pub use crate::language::catalogue::parameter::Parameter;
    pub use crate::language::catalogue::sentence::{Section, SentenceKind};
    pub use crate::language::feature::Feature;
    pub use crate::language::formatting::format;
    pub use crate::language::gherkin::read as read_gherkin;
    pub use crate::language::gherkin::tree::{Block, TableRow};
    pub use crate::language::lints::lints;
    pub use crate::language::plan::{
        Act, Check, Instruction, NamedDevice, NamedPlace, SurfaceAction,
    };
    pub use crate::language::policy_scope::PolicyScope;
    pub use crate::language::problem::ProblemKind;
    pub use crate::language::scenario::{Scenario, Step};
    pub use crate::language::selection::Selector;
    pub use crate::language::translation::Translator;
    pub use crate::language::vocabulary::Vocabulary;
}
/// Policies, their rows and mutants.
pub mod policy {
    pub use crate::policy::checked::{Clause, Policy};
    pub use crate::policy::keys::KeyId;
    pub use crate::policy::mutation::equivalents::Equivalents;
    pub use crate::policy::mutation::mutants::{MadeMutant, Mutants};
    pub use crate::policy::parse::schema;
    pub use crate::policy::row::{Row, RowId};
    pub use crate::policy::surfaces::{Limit, Surface};
    pub use crate::policy::table::When;
    pub use crate::policy::table::{Earlier, Situation};
    pub use crate::policy::unused::Usage;
}
/// A run written down.
pub mod recording {
    pub use crate::recording::case::{Case, CaseStep, FailureCause, StepStatus};
    pub use crate::recording::reading::read;
    pub use crate::recording::text::{VERSION, append, write};
    pub use crate::recording::whole::Recording;
}
/// Results as text.
pub mod report {
    pub use crate::report::behaviour::behaviour_table;
    pub use crate::report::changes::{changed, changes};
    pub use crate::report::counterexample::scenario;
    pub use crate::report::coverage::coverage_table;
    pub use crate::report::diagnostic::diagnostic;
    pub use crate::report::explanation::mermaid;
    pub use crate::report::failure::{flaky, title};
    pub use crate::report::finding::finding;
    pub use crate::report::format::json::json_schema;
    pub use crate::report::format::markdown::markdown_within;
    pub use crate::report::format::pretty::{body, failures};
    pub use crate::report::format::{Format, FormatKind, Look, render};
    pub use crate::report::layout::Width;
    pub use crate::report::mutation::{mutants, mutation};
    pub use crate::report::paint::Paint;
    pub use crate::report::policy::policy_table;
    pub use crate::report::problems::codes::problem_codes;
    pub use crate::report::problems::github::problems_for_github;
    pub use crate::report::problems::json::problems_as_json;
    pub use crate::report::problems::sarif::problems_as_sarif;
    pub use crate::report::results::Results;
    pub use crate::report::snapshot::{compare, diff, difference, snapshot_file};
    pub use crate::report::steps::glue::{GLUE_MARK, glue};
    pub use crate::report::summary::{heading, summary};
    pub use crate::report::timeline::timeline;
    pub use crate::report::visibility::visibility_table;
    pub use crate::report::waiver::{violation, waived};
}
/// The executor and what uses it.
pub mod run {
    pub use crate::run::batch::{Plan, PlanResult, Worker, run_batch};
    pub use crate::run::cucumber::{Options, run};
    pub use crate::run::executor::{Executor, StepError};
    pub use crate::run::explore::explore;
    pub use crate::run::explore::transition::Transition;
    pub use crate::run::progress::Progress;
    pub use crate::run::record::{Ending, Job, Record};
    pub use crate::run::regression::Regression;
    pub use crate::run::sweep::{Swept, sweep};
}
/// The simulation behind pages and an HTTP API.
pub mod serve {
    pub use crate::serve::http::in_memory::{InMemoryAnswer, InMemoryService};
}
/// Systems under test.
pub mod sut {
    pub use crate::sut::both_sides::BothSides;
    pub use crate::sut::factory::SutFactory;
    pub use crate::sut::process::connection::CommandLine;
    pub use crate::sut::process::declared_system::DeclaredSystem;
    pub use crate::sut::process::pool::{StartError, SystemPool, SystemSetup, TimeLimits};
    pub use crate::sut::process::transcript::TranscriptFile;
    pub use crate::sut::protocol::schema::protocol_schema;
    pub use crate::sut::{Capabilities, SutError, SystemUnderTest};
}
/// The simulated system.
pub mod simulation {
    pub use crate::simulation::Simulation;
    pub use crate::simulation::defect::Defect;
    pub use crate::simulation::fault::{FaultPlan, Profile};
    pub use crate::simulation::invariant::Invariant;
    pub use crate::simulation::random_stream::Seed;
    pub use crate::simulation::widening::Widening;
}
