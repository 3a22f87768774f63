//! How a closed set of names is spelled: once, for feature files, policies, reports and errors alike.

/// Gives an enum the table of its names: `ALL`, `name()`, `from_name()`, `Display` and serde.
///
/// The text next to a variant is the only place where its spelling is written. Where variants also have a number,
/// the enum has `number()`: what a digest or a fingerprint hashes. A number never changes once it is released,
/// and a new variant takes the next one, wherever it is listed.
macro_rules! phrases {
    ($kind:ident, $what:literal, {
        $($variant:ident = $number:literal => $text:literal),+ $(,)?
    }) => {
        $crate::domain::phrase::phrases!($kind, $what, { $($variant => $text),+ });

        impl $kind {
            /// What a digest or a fingerprint hashes for this value.
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$variant => $number),+
                }
            }
        }
    };
    ($kind:ident, $what:literal, { $($variant:ident => $text:literal),+ $(,)? }) => {
        impl $kind {
            /// Every value, in the order in which reports list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What feature files, policies and reports call a value of this kind.
            pub const WHAT: &'static str = $what;

            /// The one spelling of this value.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }

            /// The value that is spelled `name`.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.name())
            }
        }

        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Name;
                impl serde::de::Visitor<'_> for Name {
                    type Value = $kind;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str($what)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$kind, E> {
                        const NAMES: &[&str] = &[$($text),+];
                        $kind::from_name(text).ok_or_else(|| E::unknown_variant(text, NAMES))
                    }
                }
                deserializer.deserialize_str(Name)
            }
        }

        impl schemars::JsonSchema for $kind {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($kind).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($text),+] })
            }
        }
    };
}

pub(crate) use phrases;
