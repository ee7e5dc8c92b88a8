//! What a campaign would cost, from a sample of its prompts.

use super::job::cost;
use crate::{
    Desk, prompting, providers,
    view::{CampaignEstimate, CampaignRequest, CellPreview, Problem, Range},
};
use copydesk_domain::{
    ProductChoice, Protocol,
    campaign::{CampaignPlan, Place},
};
use copydesk_llm::count_tokens;

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

impl Desk {
    /// Counts a campaign and estimates what it would cost. Nothing is sent.
    ///
    /// # Errors
    /// As [`Desk::start_campaign`].
    pub async fn estimate_campaign(&self, request: &CampaignRequest) -> Result<CampaignEstimate, Problem> {
        let plan = self.campaign_plan(request).await?;
        let sample = self.store.runs().sample_products(&request.products, SAMPLE).await?;
        let (mut sizes, mut bare, mut looked) = (Vec::new(), 0_u64, 0_u64);
        let profiles = plan.profiles.iter().step_by(plan.profiles.len().div_ceil(SAMPLE_PROFILES).max(1));
        let profiles: Vec<_> = profiles.collect();
        for id in sample {
            let product = self.store.products().get(id).await?;
            looked += 1;
            bare += u64::from(product.fields.description.trim().is_empty());
            for profile in &profiles {
                let payload = prompting::payload(
                    &plan.brief.fields,
                    &product,
                    profile.as_ref(),
                    &plan.provider,
                    &plan.model,
                    &plan.parameters,
                )?;
                sizes.push(payload.messages.iter().map(|message| count_tokens(&message.content) + 4).sum::<u64>());
            }
        }
        let read = around_mean(&sizes);
        let allowed = u64::from(plan.parameters.max_tokens);
        let low = cost(plan.price.as_ref(), read.low * FEWER / 100, allowed * SHORT / 100);
        let high = cost(plan.price.as_ref(), (read.high * MORE).div_ceil(100), allowed);
        let cells = plan.cells();
        Ok(CampaignEstimate {
            cells,
            products: plan.products,
            without_description: u8::try_from((bare * 100).div_ceil(looked.max(1))).unwrap_or(100),
            tokens: Range { low: low.tokens.saturating_mul(cells), high: high.tokens.saturating_mul(cells) },
            cost: plan
                .price
                .as_ref()
                .map(|_| Range { low: low.nano.saturating_mul(cells), high: high.nano.saturating_mul(cells) }),
            seconds: seconds(&plan, allowed),
            provider: plan.provider.fields.name.clone(),
            host: providers::host(&plan.provider),
            price: plan.price,
            model: plan.model,
        })
    }

    /// Exactly what would be sent for one cell of a request.
    ///
    /// # Errors
    /// `no_such_cell` beyond the last one; as [`Desk::start_campaign`] besides.
    pub async fn preview_cell(&self, request: &CampaignRequest, cell: u64) -> Result<CellPreview, Problem> {
        let plan = self.campaign_plan(request).await?;
        if cell >= plan.cells() {
            return Err(Problem::new(
                "no_such_cell",
                format!("There is no cell {cell}: they are numbered from 0 to {}.", plan.cells() - 1),
            )
            .with("cell", cell)
            .with("last", plan.cells() - 1));
        }
        let Place { product, profile, variant } = plan.place(cell);
        let product = match &request.products {
            ProductChoice::Listed { products } => products.get(usize::try_from(product).unwrap_or(usize::MAX)).copied(),
            ProductChoice::Query { query } => {
                let mut one = query.clone();
                one.offset += product;
                one.limit = 1;
                self.store.products().page(&one).await?.rows.first().map(|row| row.id)
            }
        };
        let gone = || Problem::new("not_found", "The product was deleted meanwhile.");
        let product = self.store.products().get(product.ok_or_else(gone)?).await?;
        let profile = plan.profiles.get(profile).and_then(Option::as_ref);
        let payload =
            prompting::payload(&plan.brief.fields, &product, profile, &plan.provider, &plan.model, &plan.parameters)?;
        Ok(CellPreview {
            cell,
            sku: product.fields.sku,
            product_name: product.fields.name,
            profile_name: profile.map(|profile| profile.fields.name.clone()),
            variant,
            payload,
        })
    }
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

fn seconds(plan: &CampaignPlan, allowed: u64) -> Range {
    let cells = plan.cells();
    if plan.provider.fields.protocol == Protocol::Local {
        let tokens = cells.saturating_mul(allowed);
        return Range { low: (tokens * SHORT / 100).div_ceil(LOCAL_RATE.high), high: tokens.div_ceil(LOCAL_RATE.low) };
    }
    let rounds = cells.div_ceil(u64::from(plan.in_flight));
    let of = |ms: u64| rounds.saturating_mul(ms).div_ceil(1000);
    Range { low: of(ANSWER_MS.low), high: of(ANSWER_MS.high) }
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
