//! Products from the rows of a table.

use crate::{
    cell,
    error::{RejectedRow, RowProblem, SheetError},
    mapping::{ColumnMapping, ProductTarget},
    read::{Record, Rows, Table},
    words,
};
use copydesk_domain::{Attribute, ProductFields, SourceRow};
use serde::{Deserialize, Serialize};
use std::{
    collections::{HashMap, VecDeque},
    iter::zip,
};

/// A product that can be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProductRow {
    /// Its first row, as a spreadsheet shows it.
    pub row: u64,
    /// What was read.
    pub fields: ProductFields,
    /// The rows it came from, untouched.
    pub source: SourceRow,
}

/// Reads products one after the other: see [`Products`].
///
/// # Errors
/// When the mapping does not fit the table, chooses something twice, or has no column for the name or the SKU; and when
/// the file can no longer be read.
pub fn products<'a>(table: &'a mut Table, mapping: &ColumnMapping<ProductTarget>) -> Result<Products<'a>, SheetError> {
    let opened = table.opened();
    mapping.check(opened)?;
    let no_column = |target| SheetError::NoColumn { file: opened.file_name.clone(), target, row: opened.header_row };
    let forms: Vec<_> = opened.headers.iter().map(|header| words::forms(header)).collect();
    let handle = words::HANDLE.iter().find_map(|word| forms.iter().position(|[form, _]| form == word));
    let name = mapping.column(&ProductTarget::Name).ok_or_else(|| no_column("name"))?;
    let sku = mapping.column(&ProductTarget::Sku);
    if sku.is_none() && handle.is_none() {
        return Err(no_column("sku"));
    }
    // Shopify's descriptions are HTML in either dialect, also where a short one has no tags
    let shopify = forms.iter().any(|[form, _]| form == "url handle");
    let html = forms
        .iter()
        .zip(&mapping.columns)
        .map(|([form, _], target)| {
            form.split(' ').any(|word| word == "html") || (shopify && *target == ProductTarget::Description)
        })
        .collect();
    let targets = mapping.columns.clone();
    Ok(Products {
        rows: table.rows()?,
        targets,
        html,
        handle,
        name,
        sku,
        open: None,
        ready: VecDeque::new(),
        seen: HashMap::new(),
    })
}

/// The products of a table, and the rows that are none.
///
/// In a Shopify file a product spans several rows: those with the handle of the product above, or with neither handle
/// nor name, are its variants and pictures. They become part of its [`SourceRow`], not products of their own. What
/// identifies such a product is the first SKU of its rows, else its handle. The second product with a SKU is rejected.
pub struct Products<'a> {
    rows: Rows<'a>,
    targets: Vec<ProductTarget>,
    html: Vec<bool>,
    handle: Option<usize>,
    name: usize,
    sku: Option<usize>,
    open: Option<Group>,
    ready: VecDeque<Result<ProductRow, RejectedRow>>,
    /// SKU and row of every product so far.
    seen: HashMap<String, u64>,
}

/// A product whose last row may not have come yet.
struct Group {
    first: Record,
    handle: String,
    sku: String,
    cells: Vec<(String, String)>,
    damaged: Option<u64>,
}

impl Iterator for Products<'_> {
    type Item = Result<ProductRow, RejectedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            let Some((record, problem)) = self.rows.next_judged() else {
                let last = self.open.take()?;
                return Some(self.close(last));
            };
            self.take(record, problem);
        }
        self.ready.pop_front()
    }
}

impl Products<'_> {
    /// Adds a row to the open product, or closes that and opens another.
    fn take(&mut self, record: Record, problem: Option<RowProblem>) {
        let cell = |at: Option<usize>| at.and_then(|at| record.cells.get(at)).map_or("", |cell| cell.trim());
        let handle = cell(self.handle);
        let continues = self.open.as_ref().is_some_and(|group| {
            if handle.is_empty() {
                problem.is_none() && cell(Some(self.name)).is_empty()
            } else {
                handle == group.handle
            }
        });
        if let Some(reason) = problem {
            let rejected = RejectedRow { row: record.row, reason };
            match &mut self.open {
                Some(group) if continues => {
                    group.damaged.get_or_insert(rejected.row);
                }
                _ => self.close_open(),
            }
            self.ready.push_back(Err(rejected));
            return;
        }
        let sku = cell(self.sku).to_owned();
        let headers = &self.rows.opened().headers;
        let cells = zip(headers.iter().cloned(), record.cells.iter().cloned());
        if continues && let Some(group) = &mut self.open {
            group.cells.extend(cells);
            if group.sku.is_empty() {
                group.sku = sku;
            }
            return;
        }
        let group = Group { handle: handle.to_owned(), sku, cells: cells.collect(), damaged: None, first: record };
        self.close_open();
        self.open = Some(group);
        if self.handle.is_none() {
            self.close_open();
        }
    }

    fn close_open(&mut self) {
        if let Some(group) = self.open.take() {
            let closed = self.close(group);
            self.ready.push_back(closed);
        }
    }

    fn close(&mut self, group: Group) -> Result<ProductRow, RejectedRow> {
        let row = group.first.row;
        let reject = |reason| Err(RejectedRow { row, reason });
        if let Some(row) = group.damaged {
            return reject(RowProblem::DamagedContinuation { row });
        }
        let opened = self.rows.opened();
        let imported = |at: usize| self.targets.get(at).is_some_and(|target| *target != ProductTarget::Ignore);
        if let Some(problem) = cell::error_value(&opened.headers, &group.first.cells, imported) {
            return reject(problem);
        }
        let mut fields = self.fields(&group.first.cells);
        fields.sku = cell::value(if group.sku.is_empty() { &group.handle } else { &group.sku });
        if let Err(errors) = fields.validate()
            && let Some(first) = errors.into_iter().next()
        {
            return reject(RowProblem::Field(first));
        }
        if let Some(&earlier) = self.seen.get(&fields.sku) {
            return reject(RowProblem::DuplicateSku { sku: fields.sku, row: earlier });
        }
        self.seen.insert(fields.sku.clone(), row);
        Ok(ProductRow { row, fields, source: SourceRow { file: opened.file_name.clone(), row, cells: group.cells } })
    }

    fn fields(&self, cells: &[String]) -> ProductFields {
        let mut fields = ProductFields::default();
        for ((cell, target), &html) in cells.iter().zip(&self.targets).zip(&self.html) {
            match target {
                ProductTarget::Name => fields.name = cell::value(cell),
                ProductTarget::Description => fields.description = cell::text(cell, html),
                ProductTarget::Price => fields.price = cell::value(cell),
                ProductTarget::Currency => fields.currency = cell::value(cell),
                ProductTarget::Category => fields.category = cell::value(cell),
                ProductTarget::Brand => fields.brand = cell::value(cell),
                ProductTarget::Tags => fields.tags = cell::list(cell),
                ProductTarget::Language => fields.language = cell::value(cell),
                ProductTarget::Fact { name } => {
                    let value = cell::text(cell, html);
                    if !value.is_empty() {
                        fields.attributes.push(Attribute { name: name.clone(), value });
                    }
                }
                ProductTarget::Sku | ProductTarget::Ignore => {}
            }
        }
        fields
    }
}
