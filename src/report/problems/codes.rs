//! The kinds of problems, as `docs/problems.md` lists them: the page is the one list, and every format reads it.

/// The page.
const PAGE: &str = include_str!("../../../docs/problems.md");

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProblemCode {
    /// Its name, which never changes.
    pub code: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
}

/// Every kind of problem, in the order of the page.
pub fn problem_codes() -> impl Iterator<Item = ProblemCode> {
    PAGE.lines().filter_map(|line| {
        let (code, rest) = line.strip_prefix("| `")?.split_once('`')?;
        let meaning = rest.trim().strip_prefix('|')?.strip_suffix('|')?.trim();
        Some(ProblemCode { code, meaning })
    })
}
