// The strings of a GGUF array as they lie in the file: a vocabulary of 152k tokens takes no memory this way.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deepwell {

class GgufStrings {
 public:
  // Gives one string after another. Stays inside the bytes even if another program changes the file.
  class Iterator {
   public:
    Iterator(std::string_view rest, size_t left) : rest_(rest), left_(left) {}
    std::string_view operator*() const {
      return rest_.substr(std::min(rest_.size(), sizeof(uint64_t)), static_cast<size_t>(length()));
    }
    Iterator& operator++() {
      const size_t text = (**this).size();
      rest_.remove_prefix(std::min(rest_.size(), sizeof(uint64_t) + text));
      --left_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return left_ != other.left_; }

   private:
    uint64_t length() const {
      uint64_t length = 0;
      if (rest_.size() >= sizeof length) std::memcpy(&length, rest_.data(), sizeof length);
      return length;
    }

    std::string_view rest_;  // count x { u64 length, bytes }
    size_t left_;
  };

  GgufStrings() = default;
  // `bytes` are count x { u64 length, bytes } and outlive this and its copies.
  GgufStrings(std::span<const std::byte> bytes, size_t count)
      : bytes_(reinterpret_cast<const char*>(bytes.data()), bytes.size()), count_(count) {}
  // A copy of strings from elsewhere.
  GgufStrings(const std::vector<std::string>& texts) : count_(texts.size()) {
    auto own = std::make_shared<std::string>();
    for (const std::string& text : texts) {
      const auto length = static_cast<uint64_t>(text.size());
      own->append(reinterpret_cast<const char*>(&length), sizeof length);
      own->append(text);
    }
    bytes_ = *own;
    own_ = std::move(own);
  }

  size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  Iterator begin() const { return {bytes_, count_}; }
  Iterator end() const { return {{}, 0}; }
  friend bool operator==(const GgufStrings& a, const GgufStrings& b) { return a.count_ == b.count_ && a.bytes_ == b.bytes_; }

 private:
  std::shared_ptr<const std::string> own_;  // null: the bytes lie in a mapped file
  std::string_view bytes_;
  size_t count_ = 0;
};

}  // namespace deepwell
