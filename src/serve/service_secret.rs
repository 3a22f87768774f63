//! Tokens: derived from one secret of the process, so that none has to be kept.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// The secret that every token of a process is derived from.
pub(crate) struct ServiceSecret {
    bytes: [u8; 32],
    /// The token for the control API, where the user chose one.
    control: Option<String>,
}

impl ServiceSecret {
    /// A new one from the system's random numbers; `control` is the control API's token, if the user chose one.
    ///
    /// # Errors
    ///
    /// When the system has no random numbers.
    pub(crate) fn new(control: Option<String>) -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self { bytes, control })
    }

    /// The token for a purpose: 40 hexadecimal digits.
    pub(crate) fn token(&self, purpose: &str) -> String {
        // Hashed twice, so that the token of one purpose says nothing of that of a longer one.
        let inner = Sha256::new().chain_update(self.bytes).chain_update(purpose).finalize();
        let outer = Sha256::new().chain_update(self.bytes).chain_update(inner).finalize();
        outer.iter().take(20).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The token of the pages' buttons: another site cannot read it, and so cannot press them.
    pub(crate) fn page(&self) -> String {
        self.token("page")
    }

    /// The token for the control API.
    pub(crate) fn control(&self) -> String {
        self.control.clone().unwrap_or_else(|| self.token("control"))
    }
}

/// Whether two tokens are the same, in a time that does not depend on where they differ.
pub(crate) fn same(given: &str, expected: &str) -> bool {
    let digest = |text: &str| Sha256::digest(text.as_bytes());
    digest(given) == digest(expected)
}

impl fmt::Debug for ServiceSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ServiceSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_for_one_purpose_and_one_process() {
        let (one, other) = (ServiceSecret::new(None).unwrap(), ServiceSecret::new(None).unwrap());
        assert_eq!(one.token("page"), one.token("page"));
        assert_ne!(one.token("page"), one.token("control"));
        assert_ne!(one.token("page"), other.token("page"));
        assert!(same(&one.control(), &one.token("control")) && !same("", &one.control()));
    }

    #[test]
    fn neither_the_secret_nor_a_chosen_token_is_in_its_debug_text() {
        let secret = ServiceSecret::new(Some("chosen".to_owned())).unwrap();
        assert_eq!(format!("{secret:?}"), "ServiceSecret");
        assert_eq!(secret.control(), "chosen");
    }
}
