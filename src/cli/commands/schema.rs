//! `passgate schema`: prints the JSON Schema of a document.

use crate::cli::args::SchemaArg;
use crate::cli::exit::Exit;
use crate::cli::output::terminal::Output;
use crate::conformance::config::document::config_schema;
use crate::policy::parse;
use crate::sut::protocol::schema::protocol_schema;

/// Prints the schema of a document, as in passgate's own sources.
pub(crate) fn schema(document: SchemaArg, output: &Output) -> Exit {
    output.write(&match document {
        SchemaArg::Policy => parse::schema(),
        SchemaArg::Config => config_schema(),
        SchemaArg::Protocol => protocol_schema(),
    });
    Exit::Conforms
}
