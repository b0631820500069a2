// HTTP requests over libcurl, any number at a time, in one thread: redirects by our rules, one bandwidth limit, one list of
// connections.
#pragma once

#include <curl/curl.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/fetch/bucket.h"
#include "app/fetch/connections.h"
#include "app/fetch/options.h"
#include "app/fetch/url.h"

namespace deepwell::fetch {

// The head of the answer after all redirects: of status 200, 206 or 416.
struct Head {
  int status = 0;
  std::optional<uint64_t> length;  // of the body, if the server says
  bool framed = false;             // its end can be told from a cut
  std::string content_range;
  std::string content_encoding;
  std::string etag;
  std::string modified;
  std::string link;   // RFC 8288, all fields of the name together
  Url url;            // that answered
  bool left = false;  // a redirect led to another origin: no token any more
};

struct Ending {
  enum class Kind { kComplete, kStopped, kTransient, kPermanent };  // kStopped: by `head` or `body`
  Kind kind = Kind::kComplete;
  int status = 0;         // HTTP; 0: there was no answer
  std::string error;      // one line without secrets
  bool busy = false;      // the server wants fewer requests
  std::chrono::seconds retry_after{0};
};

struct Request {
  Url url;
  bool with_token = true;  // if the origin is the token's
  std::string purpose;
  std::string range;  // "0-1023"; empty: the whole
  // Called while libcurl works: they may not start or stop requests. False: stop.
  std::function<bool(const Head&)> head;
  std::function<bool(std::string_view)> body;
  // Called once, last; may start and stop others.
  std::function<void(const Ending&)> end;
};

class Http {
 public:
  Http(const Options& options, Connections::Report report);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  Status configure(const Configure& configure);
  const Configure& configuration() const { return configuration_; }
  // How many connections at once are of use: as configured, fewer under a low limit.
  int connectionsWorth() const;

  uint64_t start(Request request);  // its id, never 0
  void stop(uint64_t id);           // without `end`
  bool idle() const { return transfers_.empty(); }

  // Waits until something can be done, `input` can be read (true then) or the time is over; then works.
  bool work(int input, milliseconds at_most);
  // Connections that wait for more requests are closed.
  void closeIdle();

 private:
  struct Transfer;
  static size_t onHeader(char* data, size_t size, size_t count, void* transfer);
  static size_t onBody(char* data, size_t size, size_t count, void* transfer);
  static curl_socket_t onOpen(void* transfer, curlsocktype purpose, curl_sockaddr* address);
  static int onClose(void* http, curl_socket_t socket);
  void prepare(Transfer& transfer);
  void release(Transfer& transfer);
  void unpause(TimePoint now);
  void collect();
  void giveUpStalled(TimePoint now);
  void finish(uint64_t id, CURLcode code);
  void end(uint64_t id, const Ending& ending);
  bool follow(Transfer& transfer);
  Ending ending(Transfer& transfer, CURLcode code) const;

  const Options& options_;
  Connections connections_;
  Configure configuration_;
  Origin token_origin_;
  Bucket bucket_;
  CURLM* multi_ = nullptr;
  uint64_t last_id_ = 0;
  std::map<uint64_t, std::unique_ptr<Transfer>> transfers_;
};

}  // namespace deepwell::fetch
