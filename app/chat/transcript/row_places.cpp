#include "app/chat/transcript/row_places.h"

#include <algorithm>
#include <cmath>

namespace deepwell {

void RowPlaces::setHeight(int row, double pixels, bool measured) {
  Height& height = heights_[static_cast<size_t>(row)];
  const double change = pixels - height.pixels;
  height.measured = measured;
  if (std::abs(change) < 0.01) return;
  height.pixels = static_cast<float>(pixels);
  total_ += change;
  if (row < anchor_) above_ += change;
}

double RowPlaces::sum(int first, int last) const {
  double pixels = 0;
  for (int row = first; row <= last; ++row) pixels += height(row);
  return pixels;
}

void RowPlaces::assign(const std::vector<float>& guesses) {
  heights_.clear();
  heights_.reserve(guesses.size());
  total_ = 0;
  for (const float pixels : guesses) {
    heights_.push_back({pixels, false});
    total_ += pixels;
  }
  anchor_ = std::clamp(anchor_, 0, std::max(0, rows() - 1));
  above_ = sum(0, anchor_ - 1);
}

void RowPlaces::insert(int first, const std::vector<float>& guesses) {
  const bool was_empty = heights_.empty();
  std::vector<Height> added;
  added.reserve(guesses.size());
  double pixels = 0;
  for (const float guess : guesses) {
    added.push_back({guess, false});
    pixels += guess;
  }
  heights_.insert(heights_.begin() + first, added.begin(), added.end());
  total_ += pixels;
  if (anchor_ < first || was_empty) return;
  anchor_ += static_cast<int>(added.size());
  above_ += pixels;
}

void RowPlaces::remove(int first, int last) {
  const double pixels = sum(first, last);
  if (anchor_ > last) {
    anchor_ -= last - first + 1;
    above_ -= pixels;
  } else if (anchor_ >= first) {
    anchor_y_ += sum(anchor_, last);
    above_ -= sum(first, anchor_ - 1);
    anchor_ = first;
  }
  heights_.erase(heights_.begin() + first, heights_.begin() + last + 1);
  total_ -= pixels;
  if (anchor_ < rows()) return;
  anchor_ = std::max(0, rows() - 1);
  if (rows() == 0) {
    above_ = total_ = 0;
    return;
  }
  anchor_y_ -= height(anchor_);
  above_ -= height(anchor_);
}

double RowPlaces::placeOf(int row) const {
  return row >= anchor_ ? anchor_y_ + sum(anchor_, row - 1) : anchor_y_ - sum(row, anchor_ - 1);
}

void RowPlaces::setAnchor(int row, double y) {
  if (row > anchor_) above_ += sum(anchor_, std::min(row, rows()) - 1);
  else if (row < anchor_) above_ -= sum(row, anchor_ - 1);
  anchor_ = row;
  anchor_y_ = y;
}

}  // namespace deepwell
