//! A Markdown page, taken apart: its blocks, its headings and its links, each with its place in the text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page, taken apart.
pub struct Page {
    pub blocks: Vec<Block>,
    /// What a link can lead to behind its `#`.
    pub anchors: Vec<String>,
    /// Where the links lead, as written.
    pub links: Vec<String>,
}

/// A block of code.
pub struct Block {
    /// The text after the opening fence: the language, and further words.
    pub info: Vec<String>,
    /// The last file that the paragraph before the block names in backticks.
    pub named: Option<String>,
    pub text: String,
    /// Where that text is in the page.
    pub place: Range<usize>,
}

impl Block {
    pub fn language(&self) -> &str {
        self.info.first().map_or("", String::as_str)
    }

    /// Whether it goes on with the file that was written last.
    pub fn goes_on(&self) -> bool {
        self.info.iter().any(|word| word == "more")
    }
}

impl Page {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest of Markdown says nothing here")]
    pub fn read(text: &str) -> Self {
        let mut page = Self { blocks: Vec::new(), anchors: Vec::new(), links: Vec::new() };
        let mut named = None;
        let mut heading: Option<String> = None;
        let mut block: Option<Block> = None;
        for (event, place) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => info.to_string(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    let info = info.split_whitespace().map(str::to_owned).collect();
                    let place = place.start..place.start;
                    block = Some(Block { info, named: named.take(), text: String::new(), place });
                }
                Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    page.anchors.extend(heading.take().map(|name| anchor(&name)))
                }
                Event::Start(Tag::Paragraph) => named = None,
                Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.to_string()),
                Event::Text(words) => match (&mut block, &mut heading) {
                    (Some(block), _) => {
                        if block.text.is_empty() {
                            block.place = place.clone();
                        }
                        block.place.end = place.end;
                        block.text += &words;
                    }
                    (None, Some(heading)) => *heading += &words,
                    (None, None) => {}
                },
                Event::Code(words) => match &mut heading {
                    Some(heading) => *heading += &words,
                    None if is_file(&words) => named = Some(words.to_string()),
                    None => {}
                },
                _ => {}
            }
        }
        page
    }
}

/// Whether words are the name of a file that passgate reads.
fn is_file(words: &str) -> bool {
    let (stem, ending) = words.rsplit_once('.').unwrap_or_default();
    !stem.is_empty() && !stem.contains([' ', '*']) && ["feature", "yaml"].contains(&ending)
}

/// What forges and mdBook call a heading in a link.
fn anchor(heading: &str) -> String {
    let kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}
