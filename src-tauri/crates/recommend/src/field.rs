//! The fields of a product, their weight, and what is kept of their text.

use copydesk_domain::ProductFields;

/// Longest part of a description that is read, in bytes: what a product is, it says early.
const DESCRIPTION_READ: usize = 4_000;
/// Longest part of any other value that is read, in bytes.
const VALUE_READ: usize = 1_000;

/// A field that interests are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Name,
    Tags,
    Category,
    Attribute,
    Description,
}

/// How many fields there are.
pub(crate) const FIELDS: usize = 5;

impl Field {
    /// How much one occurrence counts, how strongly a long field is held against it (`b`), and the length in terms at
    /// which it is not. The length is fixed, where BM25F takes the collection's average, so that a score does not move
    /// when another product is imported, and one product can be scored without a catalogue.
    pub(crate) const fn weighing(self) -> Weighing {
        match self {
            Self::Name => Weighing { weight: 3.0, length_share: 0.3, usual_length: 6.0 },
            Self::Tags => Weighing { weight: 2.5, length_share: 0.3, usual_length: 4.0 },
            Self::Category => Weighing { weight: 2.0, length_share: 0.3, usual_length: 2.0 },
            Self::Attribute => Weighing { weight: 1.0, length_share: 0.5, usual_length: 30.0 },
            Self::Description => Weighing { weight: 0.7, length_share: 0.7, usual_length: 40.0 },
        }
    }
}

/// See [`Field::weighing`].
pub(crate) struct Weighing {
    pub weight: f32,
    pub length_share: f32,
    pub usual_length: f32,
}

/// One value of a product, as the person wrote it.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    pub field: Field,
    /// Name of the field, or of the attribute.
    pub label: &'a str,
    pub text: &'a str,
}

/// The values of a product that are read.
pub(crate) fn values(product: &ProductFields) -> impl Iterator<Item = Value<'_>> {
    let name = Value { field: Field::Name, label: "name", text: head(&product.name, VALUE_READ) };
    let category = Value { field: Field::Category, label: "category", text: head(&product.category, VALUE_READ) };
    let description =
        Value { field: Field::Description, label: "description", text: head(&product.description, DESCRIPTION_READ) };
    let tags = product.tags.iter().map(|tag| Value { field: Field::Tags, label: "tags", text: head(tag, VALUE_READ) });
    let attributes = product.attributes.iter().map(|attribute| Value {
        field: Field::Attribute,
        label: &attribute.name,
        text: head(&attribute.value, VALUE_READ),
    });
    [name].into_iter().chain(tags).chain([category]).chain(attributes).chain([description])
}

fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The values of a product in one piece of memory.
pub(crate) struct Kept {
    text: Box<str>,
    /// Field, end of the label and end of the value; each begins where the last ended.
    spans: Box<[(Field, u32, u32)]>,
}

impl Kept {
    pub(crate) fn new(product: &ProductFields) -> Self {
        let mut text = String::new();
        let mut spans = Vec::new();
        for value in values(product).filter(|value| !value.text.is_empty()) {
            // only attributes bring a name of their own
            if value.field == Field::Attribute {
                text.push_str(head(value.label, VALUE_READ));
            }
            let label = offset(text.len());
            text.push_str(value.text);
            spans.push((value.field, label, offset(text.len())));
        }
        Self { text: text.into(), spans: spans.into() }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = Value<'_>> {
        let mut from = 0;
        self.spans.iter().map(move |(field, label, end)| {
            let (label, end) = (*label as usize, *end as usize);
            let own = &self.text[from..label];
            from = end;
            let label_text = match field {
                Field::Name => "name",
                Field::Tags => "tags",
                Field::Category => "category",
                Field::Attribute => own,
                Field::Description => "description",
            };
            Value { field: *field, label: label_text, text: &self.text[label..end] }
        })
    }
}

/// A catalogue's product is far below 4 GiB; past that, the rest would not be kept.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
