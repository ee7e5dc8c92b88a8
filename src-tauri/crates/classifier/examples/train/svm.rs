//! A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al. 2008).

/// A row of a problem.
pub struct Row<'a> {
    pub features: &'a [(u32, f32)],
    pub positive: bool,
    /// Cost of an error.
    pub cost: f32,
}

/// Weights and bias.
#[derive(Clone, Default)]
pub struct Linear {
    pub weights: Vec<f32>,
    pub bias: f32,
}

/// Value of the feature that every row has.
const BIAS: f32 = 0.3;
/// Most passes through the rows …
const PASSES: usize = 40;
/// … and the largest step that is no longer worth one.
const SETTLED: f32 = 0.01;

impl Linear {
    pub fn margin(&self, features: &[(u32, f32)]) -> f32 {
        self.bias + features.iter().map(|(at, value)| self.weights[*at as usize] * value).sum::<f32>()
    }
}

/// Solves a problem. Each feature is multiplied by its scale, which is then part of its weight.
pub fn train(rows: &[Row<'_>], scale: &[f32]) -> Linear {
    let mut weights = vec![0.0f32; scale.len()];
    let mut bias = 0.0f32;
    let scaled = |at: u32, value: f32| scale[at as usize] * value;
    let square = |row: &Row<'_>| row.features.iter().map(|(at, value)| scaled(*at, *value).powi(2)).sum::<f32>();
    let squares: Vec<f32> = rows.iter().map(|row| BIAS * BIAS + square(row)).collect();
    let mut alphas = vec![0.0f32; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..PASSES {
        shuffle(&mut order, &mut random);
        let mut largest = 0.0f32;
        for &at in &order {
            let row = &rows[at];
            let sign = if row.positive { 1.0 } else { -1.0 };
            let sum = |(at, value): &(u32, f32)| weights[*at as usize] * scaled(*at, *value);
            let margin = bias * BIAS + row.features.iter().map(sum).sum::<f32>();
            let diagonal = 0.5 / row.cost;
            let gradient = sign * margin - 1.0 + diagonal * alphas[at];
            let next = (alphas[at] - gradient / (squares[at] + diagonal)).max(0.0);
            let change = next - alphas[at];
            if change == 0.0 {
                continue;
            }
            largest = largest.max(change.abs() * (squares[at] + diagonal));
            alphas[at] = next;
            for (at, value) in row.features {
                weights[*at as usize] += change * sign * scaled(*at, *value);
            }
            bias += change * sign * BIAS;
        }
        if largest < SETTLED {
            break;
        }
    }
    for (weight, scale) in weights.iter_mut().zip(scale) {
        *weight *= scale;
    }
    Linear { weights, bias: bias * BIAS }
}

/// Fisher and Yates, with the numbers of Marsaglia's xorshift: the same order each time.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}
