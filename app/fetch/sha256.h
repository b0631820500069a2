// SHA-256 (FIPS 180-4) of bytes as they come. No Qt, no curl.
#pragma once

#include <openssl/evp.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace deepwell::fetch {

class Sha256 {
 public:
  Sha256() { reset(); }
  void reset() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() const;  // of all bytes so far; more may follow

  static std::string of(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

}  // namespace deepwell::fetch
