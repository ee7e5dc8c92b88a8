//! What a campaign would cost, from a sample of its prompts.

use super::job::cost;
use crate::{
    Desk,
    masking::Outgoing,
    providers,
    view::{BriefEstimate, CampaignEstimate, CampaignRequest, CellPreview, Problem, ProductName, Range, Skippable},
};
use copydesk_domain::{
    Product, PromptPayload, Protocol,
    campaign::{CampaignPlan, Delivery, Existing, Place, SkipReason},
};
use copydesk_llm::{batch::batches_for, count_tokens};
use copydesk_store::Found;

/// Products whose prompts are counted. The mean of 200 is off by a tenth of their spread at most, nine times in ten.
const SAMPLE: u64 = 200;
/// Profiles whose prompts are counted for each of them.
const SAMPLE_PROFILES: usize = 5;
/// Vocabularies of other models than the counted one split the same text into so many more or fewer tokens, in hundredths.
const FEWER: u64 = 85;
/// See [`FEWER`].
const MORE: u64 = 125;
/// The least share of the allowed tokens that a draft takes, in hundredths.
const SHORT: u64 = 20;
/// Tokens a second that a model on this machine writes: a small one at best, a large one without a graphics card.
const LOCAL_RATE: Range = Range { low: 3, high: 100 };
/// Milliseconds that a provider takes for a draft.
const ANSWER_MS: Range = Range { low: 700, high: 15_000 };
/// Seconds that a provider takes for a batch, at most; OpenAI's window is a day.
const BATCH_SECONDS: Range = Range { low: 60, high: 86_400 };
/// Answers of an earlier run from which the time is estimated, at least and at most.
const EARLIER: std::ops::RangeInclusive<usize> = 5..=200;

impl Desk {
    /// Counts a campaign and estimates what it would cost. Nothing is sent.
    ///
    /// # Errors
    /// As [`Desk::start_campaign`].
    pub async fn estimate_campaign(&self, request: &CampaignRequest) -> Result<CampaignEstimate, Problem> {
        let plan = self.campaign_plan(request).await?;
        let skippable = self.skippable(request, &plan).await?;
        // products that say nothing are not among the plan's
        let skipped: u64 = skippable
            .iter()
            .filter(|one| one.skipped && one.reason != SkipReason::NoDescription)
            .map(|one| one.cells)
            .sum();
        let cells = plan.cells().saturating_sub(skipped);
        let mut total = Sums::default();
        let mut by_brief = Vec::new();
        let prompts = self.sample_prompts(request, &plan).await?;
        for (position, brief) in plan.briefs.iter().enumerate() {
            let allowed = u64::from(plan.parameters(position).max_tokens);
            // what is left out is spread over the briefs as if it were any of their cells
            let share =
                cells / plan.briefs.len() as u64 + u64::from((position as u64) < cells % plan.briefs.len() as u64);
            let counted = around_mean(prompts.get(position).map_or(&[], Vec::as_slice));
            let one = Sums {
                read: Range { low: counted.low * FEWER / 100, high: (counted.high * MORE).div_ceil(100) },
                written: Range { low: allowed * SHORT / 100, high: allowed },
            };
            let sums = one.times(share);
            let (low, high) = (one.cost(&plan, true), one.cost(&plan, false));
            by_brief.push(BriefEstimate {
                brief: brief.fields.name.clone(),
                cells: share,
                tokens: sums.tokens(),
                cost: plan
                    .price
                    .as_ref()
                    .map(|_| Range { low: low.saturating_mul(share), high: high.saturating_mul(share) }),
            });
            total = total.plus(sums);
        }
        let money = |part: fn(&Range) -> u64| by_brief.iter().filter_map(|brief| brief.cost.as_ref()).map(part).sum();
        let (seconds, measured) = self.seconds(&plan, cells, total.written).await?;
        Ok(CampaignEstimate {
            cells,
            products: plan.products,
            profiles: plan.profiles.len() as u64,
            variants: plan.variants,
            skippable,
            tokens: total.tokens(),
            read: total.read,
            written: total.written,
            cost: plan.price.as_ref().map(|_| Range { low: money(|range| range.low), high: money(|range| range.high) }),
            by_brief,
            seconds,
            measured,
            in_flight: plan.in_flight,
            batches: batches_for(plan.provider.fields.protocol).is_some(),
            provider: plan.provider.fields.name.clone(),
            host: providers::host(&plan.provider),
            price: plan.price,
            model: plan.model,
        })
    }

    /// Tokens of sampled prompts, a list for each brief.
    async fn sample_prompts(&self, request: &CampaignRequest, plan: &CampaignPlan) -> Result<Vec<Vec<u64>>, Problem> {
        let runs = self.store.runs();
        let sample = runs.sample_products(&request.products, request.skips, plan.products, SAMPLE).await?;
        let products = self.store.products().many(&sample).await?;
        let shelf = self.shelf().await?;
        let step = plan.profiles.len().div_ceil(SAMPLE_PROFILES).max(1);
        let mut sizes = vec![Vec::new(); plan.briefs.len()];
        for product in &products {
            for (brief, sizes) in sizes.iter_mut().enumerate() {
                for profile in (0..plan.profiles.len()).step_by(step) {
                    let place = Place { product: 0, profile, brief, variant: 1 };
                    sizes.push(read_tokens(&self.planned(&shelf, plan, place, product).await?.0));
                }
            }
        }
        Ok(sizes)
    }

    /// What is left out, and what could be.
    async fn skippable(&self, request: &CampaignRequest, plan: &CampaignPlan) -> Result<Vec<Skippable>, Problem> {
        let runs = self.store.runs();
        let bare = runs.without_description(&request.products, plan.per_product()).await?;
        let (approved, drafted) = runs.with_drafts(&request.products, plan).await?;
        let existing = plan.skips.existing;
        let mut rows = Vec::new();
        for (reason, found, skipped) in [
            (SkipReason::NoDescription, bare, plan.skips.without_description),
            (SkipReason::Approved, approved, existing != Existing::Beside),
            (SkipReason::Drafted, drafted, existing == Existing::SkipDrafted),
        ] {
            let Found { cells, products, example } = found;
            if cells == 0 {
                continue;
            }
            let example = match example {
                Some(id) => self.store.products().many(&[id]).await?.into_iter().next().map(name),
                None => None,
            };
            rows.push(Skippable { reason, cells, products, skipped, example });
        }
        Ok(rows)
    }

    /// Seconds that a plan takes, and whether they rest on what its provider and model last took.
    async fn seconds(&self, plan: &CampaignPlan, cells: u64, written: Range) -> Result<(Range, bool), Problem> {
        if plan.delivery == Delivery::Batch {
            return Ok((BATCH_SECONDS, false));
        }
        let rounds = cells.div_ceil(u64::from(plan.in_flight.max(1)));
        let of = |ms: Range| {
            let total = |ms: u64| rounds.saturating_mul(ms).div_ceil(1000);
            Range { low: total(ms.low), high: total(ms.high) }
        };
        let mut earlier = self.store.runs().answer_times(plan.provider.id, &plan.model, *EARLIER.end() as u64).await?;
        if earlier.len() >= *EARLIER.start() {
            earlier.sort_unstable();
            let at = |hundredth: usize| earlier.get(earlier.len() * hundredth / 100).copied().unwrap_or_default();
            return Ok((of(Range { low: at(25), high: at(90) }), true));
        }
        if plan.provider.fields.protocol == Protocol::Local {
            let (low, high) = (written.low.div_ceil(LOCAL_RATE.high), written.high.div_ceil(LOCAL_RATE.low));
            return Ok((Range { low, high }, false));
        }
        Ok((of(ANSWER_MS), false))
    }

    /// Exactly what would be sent for one cell of a request.
    ///
    /// # Errors
    /// `no_such_cell` beyond the last one; as [`Desk::start_campaign`] besides.
    pub async fn preview_cell(&self, request: &CampaignRequest, cell: u64) -> Result<CellPreview, Problem> {
        let plan = self.campaign_plan(request).await?;
        if cell >= plan.cells() {
            let last = plan.cells().saturating_sub(1);
            let message = format!("There is no cell {cell}: they are numbered from 0 to {last}.");
            return Err(Problem::new("no_such_cell", message).with("cell", cell).with("last", last));
        }
        let place = plan.place(cell);
        let (product, payload) = self.cell_payload(request, &plan, cell).await?;
        let read = read_tokens(&payload);
        let allowed = u64::from(payload.max_tokens);
        let price = plan.price.as_ref();
        let outgoing = Outgoing::of(&payload);
        Ok(CellPreview {
            cell,
            sku: product.fields.sku,
            product_name: product.fields.name,
            profile_name: plan.profiles.get(place.profile).and_then(Option::as_ref).map(|one| one.fields.name.clone()),
            brief_name: plan.briefs.get(place.brief).map(|brief| brief.fields.name.clone()).unwrap_or_default(),
            variant: place.variant,
            read,
            cost: price.map(|_| Range {
                low: cost(price, read * FEWER / 100, allowed * SHORT / 100).nano,
                high: cost(price, (read * MORE).div_ceil(100), allowed).nano,
            }),
            marks: outgoing.marks(),
            replaced: outgoing.replaced().to_vec(),
            payload: outgoing.payload,
        })
    }
}

impl Desk {
    /// What would be sent for one cell, and its product.
    pub(super) async fn cell_payload(
        &self,
        request: &CampaignRequest,
        plan: &CampaignPlan,
        cell: u64,
    ) -> Result<(Product, PromptPayload), Problem> {
        let place = plan.place(cell);
        let product = self.store.runs().product_at(&request.products, request.skips, place.product).await?;
        let gone = || Problem::new("not_found", "The product was deleted meanwhile.");
        let product = self.store.products().get(product.ok_or_else(gone)?).await?;
        let (payload, _) = self.planned(&self.shelf().await?, plan, place, &product).await?;
        Ok((product, payload))
    }
}

/// Tokens of a prompt, with the four that chat formats put around each message.
fn read_tokens(payload: &PromptPayload) -> u64 {
    payload.messages.iter().map(|message| count_tokens(&message.content) + 4).sum()
}

fn name(product: Product) -> ProductName {
    ProductName { id: product.id, sku: product.fields.sku, name: product.fields.name }
}

/// Tokens read and written.
#[derive(Clone, Copy, Default)]
struct Sums {
    read: Range,
    written: Range,
}

impl Sums {
    fn times(self, cells: u64) -> Self {
        let of = |range: Range| Range { low: range.low.saturating_mul(cells), high: range.high.saturating_mul(cells) };
        Self { read: of(self.read), written: of(self.written) }
    }

    fn plus(self, other: Self) -> Self {
        Self { read: sum(self.read, other.read), written: sum(self.written, other.written) }
    }

    fn tokens(self) -> Range {
        sum(self.read, self.written)
    }

    fn cost(self, plan: &CampaignPlan, low: bool) -> u64 {
        let of = |range: Range| if low { range.low } else { range.high };
        cost(plan.price.as_ref(), of(self.read), of(self.written)).nano
    }
}

fn sum(a: Range, b: Range) -> Range {
    Range { low: a.low.saturating_add(b.low), high: a.high.saturating_add(b.high) }
}

/// The mean of a sample, give or take three standard errors.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "estimates")]
fn around_mean(sizes: &[u64]) -> Range {
    let count = sizes.len().max(1) as f64;
    let mean = sizes.iter().sum::<u64>() as f64 / count;
    let variance = sizes.iter().map(|size| (*size as f64 - mean).powi(2)).sum::<f64>() / count;
    let error = 3.0 * (variance / count).sqrt();
    Range { low: (mean - error).max(0.0) as u64, high: (mean + error).ceil() as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_that_does_not_vary_is_sure_and_one_that_does_is_not() {
        assert_eq!(around_mean(&[50; 200]), Range { low: 50, high: 50 });
        let wide = around_mean(&[10, 90, 10, 90, 10, 90, 10, 90, 10, 90, 10, 90, 10, 90, 10, 90]);
        assert_eq!(wide, Range { low: 20, high: 80 });
        assert_eq!(around_mean(&[]), Range { low: 0, high: 0 });
    }
}
