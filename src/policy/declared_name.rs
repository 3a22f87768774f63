//! Names that a document declares in one place and uses in another, as its JSON Schema describes them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// The word of the JSON Schema for the key under which a name has to be declared.
pub(crate) const NAMES: &str = "x-names";

/// The name of an actor.
pub(crate) struct ActorName;
/// The name of a surface.
pub(crate) struct SurfaceName;
/// The name of a management.
pub(crate) struct ManagementName;

macro_rules! declared_under {
    ($($name:ident: $key:literal),+) => {
        $(impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let description = concat!("One of the names under `", $key, "`.");
                json_schema!({ "type": "string", "description": description, NAMES: $key })
            }
        })+
    };
}

declared_under!(ActorName: "actors", SurfaceName: "surfaces", ManagementName: "managements");
