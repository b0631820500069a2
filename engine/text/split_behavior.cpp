#include "engine/text/split_behavior.h"

#include <algorithm>

namespace deepwell {

std::vector<Part> partsOf(size_t size, const std::vector<Span>& matches, bool invert) {
  std::vector<Part> parts;
  size_t done = 0;
  for (const Span& match : matches) {
    if (match.begin > done) parts.push_back({{done, match.begin}, invert});
    parts.push_back({match, !invert});
    done = match.end;
  }
  if (done < size) parts.push_back({{done, size}, invert});
  return parts;
}

namespace {

// A match joins the part before it, unless that is a match too.
std::vector<Span> mergeWithPrevious(const std::vector<Part>& parts) {
  std::vector<Span> spans;
  bool previous_match = false;
  for (const Part& part : parts) {
    if (part.is_match && !previous_match && !spans.empty()) {
      spans.back().end = part.span.end;
    } else {
      spans.push_back(part.span);
    }
    previous_match = part.is_match;
  }
  return spans;
}

std::vector<Span> mergeWithNext(const std::vector<Part>& parts) {
  std::vector<Span> spans;
  bool previous_match = false;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part->is_match && !previous_match && !spans.empty()) {
      spans.back().begin = part->span.begin;
    } else {
      spans.push_back(part->span);
    }
    previous_match = part->is_match;
  }
  std::reverse(spans.begin(), spans.end());
  return spans;
}

std::vector<Span> contiguous(const std::vector<Part>& parts) {
  std::vector<Span> spans;
  bool previous_match = false;
  for (const Part& part : parts) {
    if (!spans.empty() && part.is_match == previous_match) {
      spans.back().end = part.span.end;
    } else {
      spans.push_back(part.span);
    }
    previous_match = part.is_match;
  }
  return spans;
}

}  // namespace

std::vector<Span> applyBehavior(const std::vector<Part>& parts, SplitBehavior behavior) {
  if (behavior == SplitBehavior::kMergedWithPrevious) return mergeWithPrevious(parts);
  if (behavior == SplitBehavior::kMergedWithNext) return mergeWithNext(parts);
  if (behavior == SplitBehavior::kContiguous) return contiguous(parts);
  std::vector<Span> spans;
  for (const Part& part : parts)
    if (behavior == SplitBehavior::kIsolated || !part.is_match) spans.push_back(part.span);
  return spans;
}

}  // namespace deepwell
