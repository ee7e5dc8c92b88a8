//! What a campaign would be: products that are chosen, cells that are left out, and the run that is made of them.

use crate::{
    Runs, StoreError, product_list,
    row::{id, ids, to_json},
    runs::{natural, whole},
};
use copydesk_domain::{
    DraftState, ProductChoice, ProductId, ProviderId,
    campaign::{CampaignPlan, Existing, Run, Skips},
};
use sqlx::{QueryBuilder, Sqlite};

/// Cells that could be left out, and one of their products each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many cells.
    pub cells: u64,
    /// How many products they belong to.
    pub products: u64,
    /// One of the products.
    pub example: Option<ProductId>,
}

/// The ids of the products of a choice, in its order.
fn chosen(builder: &mut QueryBuilder<Sqlite>, choice: &ProductChoice) -> Result<(), StoreError> {
    match choice {
        ProductChoice::Query { query } => product_list::chosen(builder, query),
        ProductChoice::Listed { products } => {
            builder.push("SELECT product.id FROM json_each(").push_bind(ids(products)?);
            builder
                .push(") AS item JOIN product ON product.id = item.value WHERE deleted_at IS NULL ORDER BY item.key");
        }
        ProductChoice::Union { queries, products } => {
            builder.push("SELECT id FROM product WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(");
            builder.push_bind(ids(products)?).push(")");
            for query in queries {
                builder.push(" UNION SELECT id FROM (");
                product_list::chosen(builder, query);
                builder.push(")");
            }
            builder.push(") ORDER BY id");
        }
        ProductChoice::Run { run } => {
            builder.push(
                "SELECT product.id FROM run_product JOIN product ON product.id = run_product.product WHERE run = ",
            );
            builder.push_bind(run.to_string()).push(" AND deleted_at IS NULL ORDER BY position");
        }
    }
    Ok(())
}

/// As [`chosen`], without the products that are left out.
fn kept(builder: &mut QueryBuilder<Sqlite>, choice: &ProductChoice, skips: Skips) -> Result<(), StoreError> {
    if !skips.without_description {
        return chosen(builder, choice);
    }
    builder.push("SELECT listed.id FROM (SELECT id, row_number() OVER () AS place FROM (");
    chosen(builder, choice)?;
    builder.push(")) AS listed WHERE listed.id NOT IN (SELECT id FROM product WHERE trim(description) = ''");
    builder.push(" AND deleted_at IS NULL) ORDER BY listed.place");
    Ok(())
}

impl Runs<'_> {
    /// How many products a choice finds that are not left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn count_products(&self, choice: &ProductChoice, skips: Skips) -> Result<u64, StoreError> {
        let mut builder = QueryBuilder::<Sqlite>::new("");
        match choice {
            ProductChoice::Query { query } if !skips.without_description && query.limit == 0 && query.offset == 0 => {
                product_list::counted(&mut builder, query);
            }
            _ => {
                builder.push("SELECT count(*) FROM (");
                kept(&mut builder, choice, skips)?;
                builder.push(")");
            }
        }
        self.count(builder).await
    }

    /// Every so-manieth product of a choice, about `wanted` of `count`: a sample to estimate from.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn sample_products(
        &self,
        choice: &ProductChoice,
        skips: Skips,
        count: u64,
        wanted: u64,
    ) -> Result<Vec<ProductId>, StoreError> {
        let step = count.div_ceil(wanted.max(1)).max(1);
        let mut builder =
            QueryBuilder::<Sqlite>::new("SELECT id FROM (SELECT id, row_number() OVER () AS number FROM (");
        kept(&mut builder, choice, skips)?;
        builder.push(")) WHERE (number - 1) % ").push_bind(whole(step)).push(" = 0");
        let found: Vec<String> =
            builder.build_query_scalar().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        found.iter().map(|product| id(product)).collect()
    }

    /// The product at a position of a choice, from 0; none behind the last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn product_at(
        &self,
        choice: &ProductChoice,
        skips: Skips,
        position: u64,
    ) -> Result<Option<ProductId>, StoreError> {
        let mut builder = QueryBuilder::<Sqlite>::new("SELECT id FROM (");
        kept(&mut builder, choice, skips)?;
        builder.push(") LIMIT 1 OFFSET ").push_bind(whole(position));
        let found: Option<String> = builder
            .build_query_scalar()
            .fetch_optional(self.0.readers())
            .await
            .map_err(|error| self.0.explain(error))?;
        found.as_deref().map(id).transpose()
    }

    /// Products of a choice without a description; a cell counts for each of `per_product`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn without_description(&self, choice: &ProductChoice, per_product: u64) -> Result<Found, StoreError> {
        let mut builder = QueryBuilder::<Sqlite>::new(
            "SELECT count(*), min(id) FROM product WHERE trim(description) = '' AND deleted_at IS NULL AND id IN (",
        );
        chosen(&mut builder, choice)?;
        builder.push(")");
        let (products, example): (i64, Option<String>) =
            builder.build_query_as().fetch_one(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        let products = natural(products);
        let example = example.as_deref().map(id).transpose()?;
        Ok(Found { cells: products.saturating_mul(per_product), products, example })
    }

    /// Cells of a plan that have a draft already: those with an approved one, and those with another that was not
    /// rejected.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn with_drafts(&self, choice: &ProductChoice, plan: &CampaignPlan) -> Result<(Found, Found), StoreError> {
        let mut builder = QueryBuilder::<Sqlite>::new(
            "SELECT approved, count(*), count(DISTINCT product), min(product) FROM (
                SELECT product, max(state = 'approved') AS approved
                FROM json_each(",
        );
        builder.push_bind(to_json(&self.briefs_of(plan))?).push(") AS brief, json_each(");
        builder.push_bind(to_json(&self.profiles_of(plan))?).push(
            ") AS profile, draft WHERE draft.deleted_at IS NULL AND draft.brief = brief.value
                AND draft.profile IS profile.value AND draft.variant <= ",
        );
        builder.push_bind(i64::from(plan.variants)).push(" AND draft.state IN (");
        states(&mut builder, Existing::SkipDrafted.states());
        builder.push(") AND product IN (");
        kept(&mut builder, choice, plan.skips)?;
        builder.push(") GROUP BY product, draft.profile, draft.brief, variant) GROUP BY approved");
        let rows: Vec<(i64, i64, i64, Option<String>)> =
            builder.build_query_as().fetch_all(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        let of = |wanted: i64| -> Result<Found, StoreError> {
            let Some((_, cells, products, example)) = rows.iter().find(|row| row.0 == wanted) else {
                return Ok(Found::default());
            };
            let example = example.as_deref().map(id).transpose()?;
            Ok(Found { cells: natural(*cells), products: natural(*products), example })
        };
        Ok((of(1)?, of(0)?))
    }

    /// Stores a run with its list of products and the cells that are left out, all or nothing. The numbers of products
    /// and of cells that are left out become the run's.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn create(&self, run: &mut Run, choice: &ProductChoice) -> Result<(), StoreError> {
        let explain = |error| self.0.explain(error);
        let id = run.id.to_string();
        let mut write = self.0.write().await?;
        let (state, pause) = (run.state.as_str(), run.pause.as_ref().map(to_json).transpose()?);
        let (created_at, updated_at) = (run.created_at.as_microsecond(), run.updated_at.as_microsecond());
        sqlx::query!(
            "INSERT INTO run (id, name, plan, state, pause, next, skipped, done, failed, cancelled, unknown, attempts, tokens,
                nano, created_at, updated_at)
             VALUES (?, ?, '', ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?)",
            id,
            run.name,
            state,
            pause,
            created_at,
            updated_at
        )
        .execute(&mut *write)
        .await
        .map_err(explain)?;
        let mut builder = QueryBuilder::<Sqlite>::new("INSERT INTO run_product (run, position, product) SELECT ");
        builder.push_bind(&id).push(", row_number() OVER () - 1, id FROM (");
        kept(&mut builder, choice, run.plan.skips)?;
        builder.push(")");
        run.plan.products = builder.build().execute(&mut *write).await.map_err(explain)?.rows_affected();
        let without = run.plan.skips.existing.states();
        if !without.is_empty() {
            let plan = &run.plan;
            let mut builder =
                QueryBuilder::<Sqlite>::new("INSERT INTO cell (run, number, state, attempts) SELECT DISTINCT ");
            builder.push_bind(&id).push(", position * ").push_bind(whole(plan.per_product()));
            builder.push(" + profile.key * ").push_bind(whole(plan.per_profile()));
            builder.push(" + brief.key * ").push_bind(i64::from(plan.variants));
            builder.push(" + draft.variant - 1, 'skipped', 0 FROM json_each(");
            builder.push_bind(to_json(&self.briefs_of(plan))?).push(") AS brief, json_each(");
            builder.push_bind(to_json(&self.profiles_of(plan))?).push(
                ") AS profile, draft, run_product WHERE draft.deleted_at IS NULL AND draft.brief = brief.value
                    AND draft.profile IS profile.value AND draft.variant <= ",
            );
            builder.push_bind(i64::from(plan.variants)).push(" AND draft.state IN (");
            states(&mut builder, without);
            builder.push(") AND run_product.product = draft.product AND run_product.run = ").push_bind(&id);
            run.skipped = builder.build().execute(&mut *write).await.map_err(explain)?.rows_affected();
        }
        let (plan, skipped) = (to_json(&run.plan)?, whole(run.skipped));
        sqlx::query!("UPDATE run SET plan = ?, skipped = ? WHERE id = ?", plan, skipped, id)
            .execute(&mut *write)
            .await
            .map_err(explain)?;
        self.0.commit(write).await
    }

    /// How long the last whole answers of a model took, in milliseconds, at most `limit` of its latest run.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn answer_times(&self, provider: ProviderId, model: &str, limit: u64) -> Result<Vec<u64>, StoreError> {
        let (provider, limit) = (provider.to_string(), whole(limit));
        let found = sqlx::query_scalar!(
            r#"SELECT (ended_at - started_at) / 1000 AS "ms!: i64" FROM attempt
               WHERE outcome = 'done' AND run = (
                    SELECT id FROM run WHERE plan ->> '$.provider.id' = ? AND plan ->> '$.model' = ?
                        AND plan ->> '$.delivery' = 'live' AND done > 0 ORDER BY id DESC LIMIT 1)
               ORDER BY cell DESC LIMIT ?"#,
            provider,
            model,
            limit
        )
        .fetch_all(self.0.readers())
        .await
        .map_err(|error| self.0.explain(error))?;
        Ok(found.into_iter().map(natural).collect())
    }

    fn briefs_of(&self, plan: &CampaignPlan) -> Vec<String> {
        plan.briefs.iter().map(|brief| brief.id.to_string()).collect()
    }

    fn profiles_of(&self, plan: &CampaignPlan) -> Vec<Option<String>> {
        plan.profiles.iter().map(|profile| profile.as_ref().map(|profile| profile.id.to_string())).collect()
    }

    async fn count(&self, mut builder: QueryBuilder<Sqlite>) -> Result<u64, StoreError> {
        let found: i64 =
            builder.build_query_scalar().fetch_one(self.0.readers()).await.map_err(|error| self.0.explain(error))?;
        Ok(natural(found))
    }
}

fn states(builder: &mut QueryBuilder<Sqlite>, states: &[DraftState]) {
    let mut list = builder.separated(", ");
    for state in states {
        list.push_bind(state.as_str());
    }
}
