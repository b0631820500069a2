#include "tests/backends/reference.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/format/dtype.h"
#include "kernels/common/float_formats.h"

namespace deepwell::test {
namespace {

using Row = std::vector<double>;

void widen(const Weight& w, int64_t r, float* out) {
  const std::byte* in = w.data + r * w.row_bytes;
  dtypeInfo(w.dtype).to_float(in, w.cols, out);
}

Row multiply(const std::vector<double>& dense, const Row& x) {
  Row out(dense.size() / x.size());
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = std::inner_product(x.begin(), x.end(), dense.begin() + static_cast<std::ptrdiff_t>(i * x.size()), 0.0);
  }
  return out;
}

Row multiply(const Weight& weight, const Row& x) { return multiply(denseWeight(weight), x); }

double silu(double x) { return x / (1.0 + std::exp(-x)); }

Row rmsNorm(const Row& x, const float* weight, double eps) {
  const double squares = std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
  Row out(x.size());
  for (size_t i = 0; i < x.size(); ++i) out[i] = x[i] / std::sqrt(squares / static_cast<double>(x.size()) + eps) * weight[i];
  return out;
}

Row slice(const Row& x, size_t first, size_t count) {
  return {x.begin() + static_cast<std::ptrdiff_t>(first), x.begin() + static_cast<std::ptrdiff_t>(first + count)};
}

void paste(Row& x, size_t first, const Row& part) {
  std::ranges::copy(part, x.begin() + static_cast<std::ptrdiff_t>(first));
}

Row rotate(const Rope& rope, int32_t position, Row x) {
  const size_t half = rope.inv_freq.size();
  for (size_t i = 0; i < half; ++i) {
    const size_t a = rope.interleaved ? 2 * i : i;
    const size_t b = rope.interleaved ? 2 * i + 1 : i + half;
    const double angle = static_cast<double>(position) * rope.inv_freq[i];
    const double c = std::cos(angle) * rope.magnitude;
    const double s = std::sin(angle) * rope.magnitude;
    const double first = x[a];
    x[a] = first * c - x[b] * s;
    x[b] = x[b] * c + first * s;
  }
  return x;
}

Row softmax(Row x) {
  const double top = *std::ranges::max_element(x);
  double sum = 0;
  for (double& value : x) sum += value = std::exp(value - top);
  for (double& value : x) value /= sum;
  return x;
}

Row swiglu(const Weight& gate, const Weight& up, const Row& x, const float* gate_bias = nullptr,
           const float* up_bias = nullptr) {
  Row g = multiply(gate, x);
  Row u = multiply(up, x);
  for (size_t i = 0; gate_bias != nullptr && i < g.size(); ++i) g[i] += gate_bias[i];
  for (size_t i = 0; up_bias != nullptr && i < u.size(); ++i) u[i] += up_bias[i];
  for (size_t i = 0; i < g.size(); ++i) g[i] = silu(g[i]) * u[i];
  return g;
}

std::vector<size_t> best(const Row& values, size_t count) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, [&](size_t a, size_t b) { return values[a] > values[b]; });
  order.resize(count);
  return order;
}

Row maskGroups(const op::Route& c, Row choice) {
  const size_t size = choice.size() / static_cast<size_t>(c.groups);
  Row score;
  for (size_t g = 0; g < static_cast<size_t>(c.groups); ++g) {
    Row group = slice(choice, g * size, size);
    std::ranges::sort(group, std::greater<>());
    score.push_back(c.group_score == op::GroupScore::kTop2Sum && size > 1 ? group[0] + group[1] : group[0]);
  }
  Row masked(choice.size(), c.masked_choice);
  for (const size_t g : best(score, static_cast<size_t>(c.top_groups))) paste(masked, g * size, slice(choice, g * size, size));
  return masked;
}

}  // namespace

std::vector<double> denseWeight(const Weight& w) {
  std::vector<float> row(static_cast<size_t>(w.cols));
  std::vector<double> dense;
  for (int64_t r = 0; r < w.rows; ++r) {
    widen(w, r, row.data());
    for (int64_t c = 0; c < w.cols; ++c) {
      const double scale = w.dtype != DType::kF8E4M3 ? 1.0 : w.scale_inv[r / w.block_rows * w.scale_cols + c / w.block_cols];
      dense.push_back(row[static_cast<size_t>(c)] * scale);
    }
  }
  return dense;
}

std::vector<double> Reference::run(const OpList& list, const Step& step) {
  list_ = &list;
  step_ = &step;
  places_.clear();
  for (size_t s = 0; s < step.sequences.size(); ++s) {
    for (int32_t r = 0; r < step.sequences[s].row_count; ++r) {
      places_.push_back({static_cast<int32_t>(s), step.sequences[s].first_position + r});
    }
  }
  buffers_.clear();
  for (const BufferInfo& b : list.buffers) {
    const size_t rows = b.rows == RowSet::kStep ? step.tokens.size() : step.logit_rows.size();
    buffers_.emplace_back(rows * static_cast<size_t>(b.width));
  }
  for (const OpCall& call : list.calls) std::visit([this](const auto& c) { exec(c); }, call);
  return logits_;
}

Row Reference::rowOf(BufferId id, size_t r) { return slice(at(id), r * width(id), width(id)); }

void Reference::setRow(BufferId id, size_t r, const Row& row) { paste(at(id), r * width(id), row); }

double Reference::cacheValue(double value) const {
  const auto narrow = static_cast<float>(value);
  return layout_.type == KvType::kF16 ? fp16ToFloat(floatToFp16(narrow)) : narrow;
}

Reference::Cached& Reference::cached(int32_t layer, size_t row, int32_t position) {
  const StepSequence& sequence = step_->sequences[static_cast<size_t>(places_[row].sequence)];
  return cache_[{layer, sequence.pages[static_cast<size_t>(position / kPageTokens)], position % kPageTokens}];
}

void Reference::exec(const op::Embed& c) {
  const std::vector<double> table = denseWeight(*c.table);
  for (size_t r = 0; r < places_.size(); ++r) {
    setRow(c.out, r, slice(table, static_cast<size_t>(step_->tokens[r]) * width(c.out), width(c.out)));
  }
}

void Reference::exec(const op::RmsNorm& c) {
  for (size_t r = 0; r * width(c.in) < at(c.in).size(); ++r) setRow(c.out, r, rmsNorm(rowOf(c.in, r), c.weight, c.eps));
}

void Reference::exec(const op::AddRmsNorm& c) {
  exec(op::Add{c.residual, c.delta});
  exec(op::RmsNorm{c.residual, c.weight, c.eps, c.out});
}

void Reference::exec(const op::Add& c) {
  for (size_t i = 0; i < at(c.target).size(); ++i) at(c.target)[i] += at(c.delta)[i];
}

void Reference::exec(const op::Matmul& c) {
  for (const op::Matmul::Output& output : c.outputs) {
    const std::vector<double> dense = denseWeight(*output.weight);
    for (size_t r = 0; r * width(c.in) < at(c.in).size(); ++r) {
      Row y = multiply(dense, rowOf(c.in, r));
      const Row before = rowOf(output.out, r);
      for (size_t i = 0; i < y.size(); ++i) {
        if (output.bias != nullptr) y[i] += output.bias[i];
        if (output.accumulate) y[i] += before[i];
      }
      setRow(output.out, r, y);
    }
  }
}

void Reference::exec(const op::MatmulGlu& c) {
  for (size_t r = 0; r * width(c.in) < at(c.in).size(); ++r) {
    setRow(c.out, r, swiglu(*c.gate, *c.up, rowOf(c.in, r), c.gate_bias, c.up_bias));
  }
}

void Reference::exec(const op::RopeStore& c) {
  const auto dim = static_cast<size_t>(c.head_dim);
  const auto turn = [&](BufferId id, int32_t heads, const float* norm) {
    for (size_t r = 0; r < places_.size(); ++r) {
      Row row = rowOf(id, r);
      for (size_t h = 0; h < static_cast<size_t>(heads); ++h) {
        Row head = slice(row, h * dim, dim);
        if (norm != nullptr) head = rmsNorm(head, norm, c.eps);
        paste(row, h * dim, rotate(*c.rope, places_[r].position, head));
      }
      setRow(id, r, row);
    }
  };
  turn(c.q, c.heads, c.q_norm);
  turn(c.k, c.kv_heads, c.k_norm);
  for (size_t r = 0; r < places_.size(); ++r) {
    Cached& entry = cached(c.layer, r, places_[r].position);
    entry.keys = rowOf(c.k, r);
    entry.values = rowOf(c.v, r);
    for (double& x : entry.keys) x = cacheValue(x);
    for (double& x : entry.values) x = cacheValue(x);
  }
}

void Reference::exec(const op::Attention& c) {
  const auto dim = static_cast<size_t>(c.head_dim);
  for (size_t r = 0; r < places_.size(); ++r) {
    Row out;
    for (int32_t h = 0; h < c.heads; ++h) {
      const auto kv = static_cast<size_t>(h / (c.heads / c.kv_heads));
      const Row q = slice(rowOf(c.q, r), static_cast<size_t>(h) * dim, dim);
      Row scores;
      for (int32_t p = 0; p <= places_[r].position; ++p) {
        const Row k = slice(cached(c.layer, r, p).keys, kv * dim, dim);
        scores.push_back(c.scale * std::inner_product(q.begin(), q.end(), k.begin(), 0.0));
      }
      scores = softmax(scores);
      Row sum(dim);
      for (int32_t p = 0; p <= places_[r].position; ++p) {
        for (size_t i = 0; i < dim; ++i) sum[i] += scores[static_cast<size_t>(p)] * cached(c.layer, r, p).values[kv * dim + i];
      }
      out.insert(out.end(), sum.begin(), sum.end());
    }
    setRow(c.out, r, out);
  }
}

void Reference::exec(const op::MlaStore& c) {
  const auto nope = static_cast<size_t>(c.nope);
  const auto rope = static_cast<size_t>(c.rope_dim);
  const auto rank = static_cast<size_t>(c.rank);
  for (size_t r = 0; r < places_.size(); ++r) {
    Row q = rowOf(c.q, r);
    for (size_t h = 0; h < static_cast<size_t>(c.heads); ++h) {
      const size_t start = h * (nope + rope) + nope;
      paste(q, start, rotate(*c.rope, places_[r].position, slice(q, start, rope)));
    }
    setRow(c.q, r, q);
    const Row kv = rowOf(c.kv_a, r);
    Row entry = rmsNorm(slice(kv, 0, rank), c.kv_norm, c.eps);
    const Row turned = rotate(*c.rope, places_[r].position, slice(kv, rank, rope));
    entry.insert(entry.end(), turned.begin(), turned.end());
    for (double& x : entry) x = cacheValue(x);
    cached(c.layer, r, places_[r].position).keys = entry;
  }
}

// Not absorbed: keys and values are expanded per head, as the paper has it in its first form.
void Reference::exec(const op::MlaAttention& c) {
  const auto nope = static_cast<size_t>(c.nope);
  const auto rope = static_cast<size_t>(c.rope_dim);
  const auto rank = static_cast<size_t>(c.rank);
  for (size_t r = 0; r < places_.size(); ++r) {
    Row out;
    for (size_t h = 0; h < static_cast<size_t>(c.heads); ++h) {
      const std::vector<double> key = denseWeight(c.weights->key[h]);  // [rank, nope]
      const Row q = slice(rowOf(c.q, r), h * (nope + rope), nope + rope);
      Row scores;
      for (int32_t p = 0; p <= places_[r].position; ++p) {
        const Row& latent = cached(c.layer, r, p).keys;
        double score = 0;
        for (size_t i = 0; i < nope; ++i) {
          double k = 0;
          for (size_t j = 0; j < rank; ++j) k += key[j * nope + i] * latent[j];
          score += q[i] * k;
        }
        for (size_t i = 0; i < rope; ++i) score += q[nope + i] * latent[rank + i];
        scores.push_back(c.scale * score);
      }
      scores = softmax(scores);
      Row sum(static_cast<size_t>(c.v_dim));
      const std::vector<double> value = denseWeight(c.weights->value[h]);
      for (int32_t p = 0; p <= places_[r].position; ++p) {
        const Row v = multiply(value, slice(cached(c.layer, r, p).keys, 0, rank));
        for (size_t i = 0; i < v.size(); ++i) sum[i] += scores[static_cast<size_t>(p)] * v[i];
      }
      out.insert(out.end(), sum.begin(), sum.end());
    }
    setRow(c.out, r, out);
  }
}

void Reference::exec(const op::Route& c) {
  for (size_t r = 0; r < places_.size(); ++r) {
    Row scores = rowOf(c.logits, r);
    if (c.scoring == op::Scoring::kSoftmax) {
      scores = softmax(scores);
    } else {
      for (double& s : scores) s = 1.0 / (1.0 + std::exp(-s));
    }
    Row choice = scores;
    for (size_t e = 0; c.bias != nullptr && e < choice.size(); ++e) choice[e] += c.bias[e];
    if (c.top_groups < c.groups) choice = maskGroups(c, choice);
    const std::vector<size_t> chosen = best(choice, static_cast<size_t>(c.top_k));
    double sum = 1e-20;
    for (const size_t e : chosen) sum += scores[e];
    Row out;
    for (const size_t e : chosen) out.push_back(static_cast<double>(e));
    for (const size_t e : chosen) out.push_back(scores[e] / (c.normalise ? sum : 1.0) * c.scale);
    setRow(c.out, r, out);
  }
}

void Reference::exec(const op::Moe& c) {
  const auto top_k = static_cast<size_t>(c.top_k);
  for (size_t r = 0; r < places_.size(); ++r) {
    const Row routing = rowOf(c.routing, r);
    Row out(width(c.out));
    for (size_t k = 0; k < top_k; ++k) {
      const auto e = static_cast<size_t>(routing[k]);
      const Row y = multiply(c.experts->down[e], swiglu(c.experts->gate[e], c.experts->up[e], rowOf(c.in, r)));
      for (size_t i = 0; i < y.size(); ++i) out[i] += routing[top_k + k] * y[i];
    }
    setRow(c.out, r, out);
  }
}

void Reference::exec(const op::SelectRows& c) {
  for (size_t i = 0; i < step_->logit_rows.size(); ++i) setRow(c.out, i, rowOf(c.in, static_cast<size_t>(step_->logit_rows[i])));
}

void Reference::exec(const op::Logits& c) {
  logits_.clear();
  const std::vector<double> dense = denseWeight(*c.head);
  for (size_t i = 0; i < step_->logit_rows.size(); ++i) {
    const Row y = multiply(dense, rowOf(c.in, i));
    logits_.insert(logits_.end(), y.begin(), y.end());
  }
}

}  // namespace deepwell::test
