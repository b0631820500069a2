// Attention's kernels written once for vectors V of an instruction set: V::Reg holds V::kLanes float32; V::kRows by
// V::kCols registers of sums make a tile, V::kManyRows by V::kCols where there are more rows than that. V must have internal linkage, so that no file is linked to code that its
// machine may not have.
#pragma once

#include <type_traits>

#include "kernels/cpu/attention/attention.h"

namespace deepwell::cpu::attention {

// The how manyth of how many tiles.
struct Turn {
  int32_t index;
  int32_t of;
};

// Calls tile.operator()<R, single>(first, turn) for tiles that cover `rows`: a single one of up to kMost rows, or ones of up
// to kMany, of sizes as even as can be.
template <int kMost, int kMany, class Tile>
inline void forRowTiles(int32_t rows, Tile&& tile) {
  static_assert(kMany <= kMost);
  int32_t first = 0;
  const auto call = [&]<int kRows, bool kSingle>(auto& self, int32_t n, Turn turn) {
    if (n == kRows) return tile.template operator()<kRows, kSingle>(first, turn);
    if constexpr (kRows > 1) self.template operator()<kRows - 1, kSingle>(self, n, turn);
  };
  if (rows <= kMost) {
    if (rows > 0) call.template operator()<kMost, true>(call, rows, Turn{0, 1});
    return;
  }
  const int32_t tiles = (rows + kMany - 1) / kMany;
  for (int32_t t = 0; t < tiles; ++t) {
    const int32_t n = (rows - first + tiles - t - 1) / (tiles - t);
    call.template operator()<kMany, false>(call, n, Turn{t, tiles});
    first += n;
  }
}

// Fetches memory ahead of its use, a step at a time; the lines that kBytes from the pointer touch. What a single tile reads
// goes past the larger caches, which it would only sweep (5 % faster where two cores share their way to the memory). Of
// several tiles the first two fetch half of each step, so that the memory has work for longer.
template <int64_t kBytes, bool kSingle>
class Ahead {
 public:
  // Null: fetches what is there already.
  Ahead(const void* next, const void* otherwise, int64_t step, Turn turn) {
    const bool needed = next != nullptr && turn.index < 2;
    at_ = static_cast<const char*>(needed ? next : otherwise) + (needed ? turn.index * kBytes / 2 : 0);
    step_ = needed ? step : 0;
  }

  void fetch() {
    if constexpr (kSingle) {
      for (int64_t b = 0; b < kBytes; b += 64) __builtin_prefetch(at_ + b, 0, 0);
    } else {
      for (int64_t b = 0; b < kBytes / 2; b += 64) __builtin_prefetch(at_ + b);
    }
    at_ += step_;
  }

 private:
  const char* at_;
  int64_t step_;
};

// The first n lanes of an array; the others are 0.
template <class V, class T>
inline typename V::Reg loadFirst(const T* from, int64_t n) {
  if (n >= V::kLanes) return V::load(from);
  T part[V::kLanes] = {};
  for (int64_t i = 0; i < n; ++i) part[i] = from[i];
  return V::load(part);
}

template <class V>
inline void storeFirst(float* to, int64_t n, typename V::Reg value) {
  if (n >= V::kLanes) return V::store(to, value);
  float part[V::kLanes];
  V::store(part, value);
  for (int64_t i = 0; i < n; ++i) to[i] = part[i];
}

template <class V, class T, int kRows, int kCols, class Fetch>
inline void scoreTile(const float* q, int64_t q_stride, const T* keys, Fetch ahead, int64_t dim, float scale, float* out, int64_t out_stride) {
  typename V::Reg sum[kRows][kCols];
  for (int i = 0; i < kRows; ++i) {
    for (int c = 0; c < kCols; ++c) sum[i][c] = V::zero();
  }
  for (int64_t d = 0; d < dim; ++d) {
    ahead.fetch();
    typename V::Reg key[kCols];
    for (int c = 0; c < kCols; ++c) key[c] = V::load(keys + d * kPagePositions + c * V::kLanes);
    for (int i = 0; i < kRows; ++i) {
      const typename V::Reg left = V::broadcast(q[i * q_stride + d]);
      for (int c = 0; c < kCols; ++c) sum[i][c] = V::fma(left, key[c], sum[i][c]);
    }
  }
  for (int i = 0; i < kRows; ++i) {
    for (int c = 0; c < kCols; ++c) {
      V::store(out + i * out_stride + c * V::kLanes, V::mul(V::broadcast(scale), sum[i][c]));
    }
  }
}

template <class V, class T>
void scores(const float* q, int64_t q_stride, int32_t rows, const std::byte* keys, const std::byte* next, int64_t dim,
            float scale, float* out, int64_t out_stride) {
  constexpr int kWidth = V::kCols * V::kLanes;
  const T* page = reinterpret_cast<const T*>(keys);
  const T* coming = reinterpret_cast<const T*>(next);
  forRowTiles<V::kRows, V::kManyRows>(rows, [&]<int kRows, bool kSingle>(int32_t i, Turn turn) {
    for (int c = 0; c < kPagePositions; c += kWidth) {
      const Ahead<kWidth * sizeof(T), kSingle> ahead(coming != nullptr ? coming + c : nullptr, page + c,
                                                     kPagePositions * sizeof(T), turn);
      scoreTile<V, T, kRows, V::kCols>(q + i * q_stride, q_stride, page + c, ahead, dim, scale, out + i * out_stride + c,
                                       out_stride);
    }
  });
}

// kCols registers of columns; the last one has `left` of them. The rows' counts may differ.
template <class V, class T, int kRows, int kCols, class Fetch>
inline void valueTile(const float* p, int64_t p_stride, const int32_t* counts, const T* values, Fetch ahead,
                      int64_t value_stride, int64_t left, float* acc, int64_t acc_stride) {
  const auto value = [&](int32_t j, int c) {
    const T* from = values + j * value_stride + c * V::kLanes;
    return kCols > 1 ? V::load(from) : loadFirst<V>(from, left);
  };
  typename V::Reg sum[kRows][kCols];
  int32_t common = counts[0];
  for (int i = 0; i < kRows; ++i) {
    common = counts[i] < common ? counts[i] : common;
    for (int c = 0; c < kCols; ++c) {
      const float* from = acc + i * acc_stride + c * V::kLanes;
      sum[i][c] = kCols > 1 ? V::load(from) : loadFirst<V>(from, left);
    }
  }
  for (int32_t j = 0; j < common; ++j) {
    ahead.fetch();
    typename V::Reg right[kCols];
    for (int c = 0; c < kCols; ++c) right[c] = value(j, c);
    for (int i = 0; i < kRows; ++i) {
      const typename V::Reg weight = V::broadcast(p[i * p_stride + j]);
      for (int c = 0; c < kCols; ++c) sum[i][c] = V::fma(weight, right[c], sum[i][c]);
    }
  }
  for (int i = 0; i < kRows; ++i) {
    for (int32_t j = common; j < counts[i]; ++j) {
      const typename V::Reg weight = V::broadcast(p[i * p_stride + j]);
      for (int c = 0; c < kCols; ++c) sum[i][c] = V::fma(weight, value(j, c), sum[i][c]);
    }
    for (int c = 0; c < kCols; ++c) {
      float* to = acc + i * acc_stride + c * V::kLanes;
      if constexpr (kCols > 1) {
        V::store(to, sum[i][c]);
      } else {
        storeFirst<V>(to, left, sum[i][c]);
      }
    }
  }
}

template <class V, class T>
void values(const float* p, int64_t p_stride, const int32_t* counts, int32_t rows, const std::byte* values,
            const std::byte* next, int64_t value_stride, int64_t n, float* acc, int64_t acc_stride) {
  constexpr int64_t kWidth = V::kCols * V::kLanes;
  const T* page = reinterpret_cast<const T*>(values);
  const T* coming = reinterpret_cast<const T*>(next);
  // Columns outside: what a tile of rows brought near is there for the next.
  const auto columns = [&]<int kCols>(int64_t c) {
    forRowTiles<V::kRows, V::kManyRows>(rows, [&]<int kRows, bool kSingle>(int32_t i, Turn turn) {
      const Ahead<kCols * V::kLanes * sizeof(T), kSingle> ahead(coming != nullptr ? coming + c : nullptr, page + c,
                                                                value_stride * sizeof(T), turn);
      valueTile<V, T, kRows, kCols>(p + i * p_stride, p_stride, counts + i, page + c, ahead, value_stride, n - c,
                                    acc + i * acc_stride + c, acc_stride);
    });
  };
  int64_t c = 0;
  for (; c + kWidth <= n; c += kWidth) columns.template operator()<V::kCols>(c);
  for (; c < n; c += V::kLanes) columns.template operator()<1>(c);
}

// kRows queries against 4 keys. V::sumEach adds the lanes of V::kDotRows * 4 registers.
template <class V, class T, int kRows>
inline void rowScoreTile(const float* q, int64_t q_stride, const T* keys, const T* next, int64_t key_stride, int64_t n,
                         float scale, float* out, int64_t out_stride) {
  typename V::Reg sum[4 * V::kDotRows];
  for (auto& s : sum) s = V::zero();
  const auto step = [&](auto&& load) {
    typename V::Reg key[4];
    for (int j = 0; j < 4; ++j) key[j] = load(keys + j * key_stride);
    for (int i = 0; i < kRows; ++i) {
      const typename V::Reg left = load(q + i * q_stride);
      for (int j = 0; j < 4; ++j) sum[4 * i + j] = V::fma(left, key[j], sum[4 * i + j]);
    }
  };
  int64_t k = 0;
  for (; k + V::kLanes <= n; k += V::kLanes) {
    for (int j = 0; j < 4; ++j) __builtin_prefetch(next + j * key_stride + k);
    step([k](const auto* from) { return V::load(from + k); });
  }
  if (k < n) step([k, n](const auto* from) { return loadFirst<V>(from + k, n - k); });
  float total[4 * V::kDotRows];
  V::sumEach(sum, total);
  for (int i = 0; i < kRows; ++i) {
    for (int j = 0; j < 4; ++j) out[i * out_stride + j] = scale * total[4 * i + j];
  }
}

template <class V, class T>
void rowScores(const float* q, int64_t q_stride, int32_t rows, const std::byte* keys, const std::byte* next,
               int64_t key_stride, int32_t positions, int64_t n, float scale, float* out, int64_t out_stride) {
  constexpr int32_t kNear = 16;  // queries that stay in the first cache
  const T* page = reinterpret_cast<const T*>(keys);
  const T* coming = next != nullptr ? reinterpret_cast<const T*>(next) : page;
  for (int32_t first = 0; first < rows; first += kNear) {
    for (int32_t j = 0; j < positions; j += 4) {
      const T* here = page + j * key_stride;
      const T* ahead = first > 0 ? here : j + 4 < positions ? here + 4 * key_stride : coming;
      forRowTiles<V::kDotRows, V::kDotRows>(rows - first < kNear ? rows - first : kNear, [&]<int kRows, bool>(int32_t i, Turn) {
        rowScoreTile<V, T, kRows>(q + (first + i) * q_stride, q_stride, here, i == 0 ? ahead : here, key_stride, n, scale,
                                  out + (first + i) * out_stride + j, out_stride);
      });
    }
  }
}

template <class V>
void merge(float* acc, float factor, const float* part, float part_factor, int64_t n) {
  const typename V::Reg left = V::broadcast(factor);
  const typename V::Reg right = V::broadcast(part_factor);
  for (int64_t i = 0; i < n; i += V::kLanes) {
    const typename V::Reg kept = V::mul(left, loadFirst<V>(acc + i, n - i));
    storeFirst<V>(acc + i, n - i, V::fma(right, loadFirst<V>(part + i, n - i), kept));
  }
}

template <class V>
void weigh(float* x, int64_t stride, int32_t rows, const float* factors) {
  for (int32_t i = 0; i < rows; ++i) {
    for (int j = 0; j < kPagePositions; j += V::kLanes) {
      float* at = x + i * stride + j;
      V::store(at, V::mul(V::load(at), V::load(factors + j)));
    }
  }
}

template <class V, class T>
constexpr PageKernels pageKernels() {
  return {scores<V, T>, values<V, T>, rowScores<V, T>};
}

template <class V>
constexpr AttentionKernels kernels() {
  return {{pageKernels<V, float>(), pageKernels<V, uint16_t>(), pageKernels<V, int8_t>()}, merge<V>, weigh<V>};
}

}  // namespace deepwell::cpu::attention
