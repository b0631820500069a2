// Where the rows of a view are: the height of each, measured or guessed, and where all of them are placed from, the anchor.
// A row whose height changes moves those on its far side from the anchor, never the anchor.
#pragma once

#include <cstddef>
#include <vector>

namespace deepwell {

// All lengths in pixels. A row's place is that of its top, from the viewport's top on.
class RowPlaces {
 public:
  int rows() const { return static_cast<int>(heights_.size()); }
  double height(int row) const { return heights_[static_cast<std::size_t>(row)].pixels; }
  bool measured(int row) const { return heights_[static_cast<std::size_t>(row)].measured; }
  void setHeight(int row, double pixels, bool measured);
  double total() const { return total_; }        // heights of all rows
  double sum(int first, int last) const;         // of rows first..last

  // Other rows; the anchor stays on the row of its number, where there is one.
  void assign(const std::vector<float>& guesses);
  void insert(int first, const std::vector<float>& guesses);
  // What stands below what has gone keeps its place.
  void remove(int first, int last);

  int anchor() const { return anchor_; }
  double anchorY() const { return anchor_y_; }
  double above() const { return above_; }        // heights of the rows before the anchor
  double firstY() const { return anchor_y_ - above_; }
  double placeOf(int row) const;
  void setAnchor(int row, double y);
  void move(double pixels) { anchor_y_ += pixels; }  // all rows; down is positive

 private:
  struct Height {
    float pixels = 0;
    bool measured = false;
  };
  std::vector<Height> heights_;
  double total_ = 0;
  double above_ = 0;  // of heights_[0, anchor_)
  int anchor_ = 0;
  double anchor_y_ = 0;
};

}  // namespace deepwell
