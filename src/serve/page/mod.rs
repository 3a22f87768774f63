//! Pages, as HTML that works without script. Every text goes through `maud`, which escapes it.

pub(crate) mod bar;
pub(crate) mod clients;
pub(crate) mod control;
pub(crate) mod frame;
pub(crate) mod home;
pub(crate) mod panel;
pub(crate) mod phone;
pub(crate) mod scenario_page;
pub(crate) mod world_page;
