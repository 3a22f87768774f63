//! A world that people and clients share: a simulation that is acted on step by step, and can be restored from its link.

pub(crate) mod entered;
pub(crate) mod expectations;
pub(crate) mod link;
pub(crate) mod origin;
pub(crate) mod pace;
pub(crate) mod recorded_scenario;
pub(crate) mod served_world;
pub(crate) mod step;
pub(crate) mod taking;
pub(crate) mod untried;
pub(crate) mod verification;
