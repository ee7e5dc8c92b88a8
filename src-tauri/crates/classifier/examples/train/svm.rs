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

impl Linear {
    pub fn margin(&self, features: &[(u32, f32)]) -> f32 {
        self.bias + features.iter().map(|(at, value)| self.weights[*at as usize] * value).sum::<f32>()
    }
}

/// Log-count ratio of every feature (Wang and Manning 2012), which scales it.
pub fn ratios(rows: &[Row<'_>], features: usize, alpha: f32) -> Vec<f32> {
    let mut counts = vec![[alpha; 2]; features];
    for row in rows {
        for (at, _) in row.features {
            counts[*at as usize][usize::from(row.positive)] += 1.0;
        }
    }
    let mut totals = [0.0f32; 2];
    for row in rows {
        totals[usize::from(row.positive)] += 1.0;
    }
    counts.iter().map(|[no, yes]| ((yes / (totals[1] + alpha)) / (no / (totals[0] + alpha))).ln()).collect()
}

const BIAS: f32 = 0.3;

pub fn train(rows: &[Row<'_>], features: usize, scale: Option<&[f32]>, epochs: usize) -> Linear {
    let mut weights = vec![0.0f32; features];
    let mut bias = 0.0f32;
    let factor = |at: u32| scale.map_or(1.0, |scale| scale[at as usize]);
    let squares: Vec<f32> = rows
        .iter()
        .map(|row| BIAS * BIAS + row.features.iter().map(|(at, value)| (factor(*at) * value).powi(2)).sum::<f32>())
        .collect();
    let mut alphas = vec![0.0f32; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..epochs {
        for at in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(at, (state % (at as u64 + 1)) as usize);
        }
        let mut largest = 0.0f32;
        for &at in &order {
            let row = &rows[at];
            let sign = if row.positive { 1.0 } else { -1.0 };
            let margin = bias * BIAS
                + row.features.iter().map(|(at, value)| weights[*at as usize] * factor(*at) * value).sum::<f32>();
            let diagonal = 0.5 / row.cost;
            let gradient = sign * margin - 1.0 + diagonal * alphas[at];
            let next = (alphas[at] - gradient / (squares[at] + diagonal)).max(0.0);
            let step = (next - alphas[at]) * sign;
            if step != 0.0 {
                largest = largest.max((next - alphas[at]).abs() * (squares[at] + diagonal));
                alphas[at] = next;
                for (at, value) in row.features {
                    weights[*at as usize] += step * factor(*at) * value;
                }
                bias += step * BIAS;
            }
        }
        if largest < 0.01 {
            break;
        }
    }
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight *= factor(at as u32);
    }
    Linear { weights, bias: bias * BIAS }
}
