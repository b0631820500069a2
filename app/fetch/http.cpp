#include "app/fetch/http.h"

#include <algorithm>
#include <vector>

#include "app/fetch/http_text.h"
#include "app/fetch/http_transfer.h"

namespace deepwell::fetch {
namespace {

constexpr int kMostRedirects = 10;
constexpr uint64_t kLeastInStallTime = 1024;  // bytes
constexpr milliseconds kPausedWait{20};

}  // namespace

Http::Http(const Options& options, Connections::Report report) : options_(options), connections_(std::move(report)) { closeIdle(); }

Http::~Http() {
  for (auto& [id, transfer] : transfers_) release(*transfer);
  curl_multi_cleanup(multi_);
}

void Http::closeIdle() {
  if (!idle()) return;
  if (multi_ != nullptr) curl_multi_cleanup(multi_);
  multi_ = curl_multi_init();
  // A connection for each request: parallel streams in one connection would share its window.
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
}

Status Http::configure(const Configure& configure) {
  Origin origin;
  if (!configure.token.empty()) {
    DEEPWELL_ASSIGN(const Url url, parseUrl(configure.token_origin));
    origin = url.origin;
    if (std::any_of(configure.token.begin(), configure.token.end(), [](char c) { return c <= 0x20 || c == 0x7F; })) {
      return fail(ErrorCode::kInvalidArgument, "the access token has characters that tokens do not have");
    }
  }
  DEEPWELL_TRY(checkProxy(configure.proxy));
  configuration_ = configure;
  token_origin_ = origin;
  bucket_.setRate(configure.bytes_per_second);
  return {};
}

int Http::connectionsWorth() const {
  constexpr uint64_t kLeastEach = 64U << 10;  // bytes a second
  const uint64_t rate = configuration_.bytes_per_second;
  if (rate == 0) return configuration_.connections;
  return static_cast<int>(std::clamp<uint64_t>(rate / kLeastEach, 1, static_cast<uint64_t>(configuration_.connections)));
}

uint64_t Http::start(Request request) {
  auto transfer = std::make_unique<Transfer>();
  const uint64_t id = ++last_id_;
  transfer->http = this;
  transfer->id = id;
  transfer->url = request.url;
  transfer->left = !request.with_token;
  transfer->request = std::move(request);
  prepare(*transfer);
  transfers_[id] = std::move(transfer);
  return id;
}

void Http::prepare(Transfer& transfer) {
  transfer.easy = curl_easy_init();
  const auto set = [easy = transfer.easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_URL, transfer.url.text.c_str());
  set(CURLOPT_PRIVATE, reinterpret_cast<char*>(transfer.id));
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_BUFFERSIZE, configuration_.bytes_per_second == 0 ? 256L << 10 : 16L << 10);  // even steps under a limit
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(options_.stall, milliseconds(20'000)).count()));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_USERAGENT, "deepwell-fetch");
  set(CURLOPT_ERRORBUFFER, transfer.detail.data());
  set(CURLOPT_HEADERFUNCTION, &Http::onHeader);
  set(CURLOPT_HEADERDATA, &transfer);
  set(CURLOPT_WRITEFUNCTION, &Http::onBody);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_OPENSOCKETFUNCTION, &Http::onOpen);
  set(CURLOPT_OPENSOCKETDATA, &transfer);
  set(CURLOPT_CLOSESOCKETFUNCTION, &Http::onClose);
  set(CURLOPT_CLOSESOCKETDATA, this);
  if (!options_.ca_file.empty()) set(CURLOPT_CAINFO, options_.ca_file.c_str());
  if (!transfer.request.range.empty()) set(CURLOPT_RANGE, transfer.request.range.c_str());
  // What comes must be the file's bytes, not a packed form of them.
  transfer.headers = curl_slist_append(nullptr, "Accept-Encoding: identity");
  if (!transfer.left && !configuration_.token.empty() && transfer.url.origin == token_origin_) {
    transfer.headers = curl_slist_append(transfer.headers, ("Authorization: Bearer " + configuration_.token).c_str());
  }
  set(CURLOPT_HTTPHEADER, transfer.headers);
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // none of them to a proxy
  if (transfer.url.loopback) {
    set(CURLOPT_PROXY, "");
  } else if (configuration_.proxy != "system") {
    set(CURLOPT_PROXY, configuration_.proxy.c_str());
  }
  transfer.window = Clock::now();
  transfer.window_bytes = 0;
  curl_multi_add_handle(multi_, transfer.easy);
}

void Http::release(Transfer& transfer) {
  curl_multi_remove_handle(multi_, transfer.easy);
  curl_easy_cleanup(transfer.easy);
  curl_slist_free_all(transfer.headers);
  transfer.easy = nullptr;
  transfer.headers = nullptr;
}

void Http::stop(uint64_t id) {
  const auto found = transfers_.find(id);
  if (found == transfers_.end()) return;
  release(*found->second);
  transfers_.erase(found);
}

bool Http::work(int input, milliseconds at_most) {
  const bool paused = std::any_of(transfers_.begin(), transfers_.end(), [](const auto& entry) { return entry.second->paused; });
  if (paused) at_most = std::min(at_most, kPausedWait);
  curl_waitfd wait{input, CURL_WAIT_POLLIN, 0};
  curl_multi_poll(multi_, &wait, 1, static_cast<int>(at_most.count()), nullptr);
  unpause(Clock::now());
  int running = 0;
  curl_multi_perform(multi_, &running);
  collect();
  giveUpStalled(Clock::now());
  return wait.revents != 0;
}

void Http::unpause(TimePoint now) {
  std::vector<Transfer*> waiting;
  for (auto& [id, transfer] : transfers_) {
    if (transfer->paused) waiting.push_back(transfer.get());
  }
  if (waiting.empty() || !bucket_.open(now)) return;
  // Who waits for the longest comes first.
  std::sort(waiting.begin(), waiting.end(), [](const Transfer* a, const Transfer* b) { return a->window < b->window; });
  for (Transfer* transfer : waiting) {
    if (!bucket_.open(now)) break;
    transfer->paused = false;
    transfer->window = now;
    transfer->window_bytes = 0;
    curl_easy_pause(transfer->easy, CURLPAUSE_CONT);
  }
}

void Http::collect() {
  std::vector<std::pair<uint64_t, CURLcode>> done;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* id = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &id);
    done.emplace_back(reinterpret_cast<uintptr_t>(id), message->data.result);
  }
  for (const auto& [id, code] : done) finish(id, code);
}

void Http::giveUpStalled(TimePoint now) {
  std::vector<uint64_t> stalled;
  for (auto& [id, transfer] : transfers_) {
    if (transfer->paused || now - transfer->window < options_.stall) continue;
    if (transfer->window_bytes < kLeastInStallTime && !bucket_.limited()) stalled.push_back(id);
    if (transfer->window_bytes == 0 && bucket_.limited()) stalled.push_back(id);
    transfer->window = now;
    transfer->window_bytes = 0;
  }
  for (const uint64_t id : stalled) {
    const auto found = transfers_.find(id);
    if (found == transfers_.end()) continue;
    Ending ending;
    ending.kind = Ending::Kind::kTransient;
    ending.error = fmt::format("{}: the connection brings nothing any more", found->second->url.origin.host);
    end(id, ending);
  }
}

// True: the request goes on at another address.
bool Http::follow(Transfer& transfer) {
  auto to = redirectTarget(transfer.url, transfer.location);
  if (!to) {
    transfer.refused = "a redirect is not followed: " + to.error().message;
    return false;
  }
  if (++transfer.hops > kMostRedirects) {
    transfer.refused = fmt::format("{}: more than {} redirects", transfer.request.url.origin.host, kMostRedirects);
    return false;
  }
  transfer.left = transfer.left || to->origin != transfer.url.origin;
  transfer.url = std::move(*to);
  transfer.head = Head();
  transfer.head_done = false;
  transfer.header_bytes = transfer.discarded = 0;
  release(transfer);
  prepare(transfer);
  return true;
}

void Http::finish(uint64_t id, CURLcode code) {
  const auto found = transfers_.find(id);
  if (found == transfers_.end()) return;
  Transfer& transfer = *found->second;
  if (transfer.head_done && transfer.redirects() && transfer.refused.empty() && follow(transfer)) return;
  end(id, ending(transfer, code));
}

void Http::end(uint64_t id, const Ending& ending) {
  const auto found = transfers_.find(id);
  const std::unique_ptr<Transfer> transfer = std::move(found->second);
  transfers_.erase(found);
  release(*transfer);
  transfer->request.end(ending);
}

Ending Http::ending(Transfer& transfer, CURLcode code) const {
  using enum Ending::Kind;
  Ending out;
  out.status = transfer.head.status;
  const std::string& host = transfer.url.origin.host;
  if (!transfer.refused.empty()) {
    out.kind = kPermanent;
    out.error = transfer.refused;
  } else if (transfer.stopped) {
    out.kind = kStopped;
  } else if (transfer.head_done && !transfer.wanted()) {
    curl_off_t wait = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RETRY_AFTER, &wait);
    out.kind = isTransientStatus(out.status) ? kTransient : kPermanent;
    out.busy = out.status == 429 || out.status == 503;
    out.retry_after = std::chrono::seconds(std::clamp<curl_off_t>(wait, 0, 600));
    out.error = describeStatus(out.status, host);
  } else if (code != CURLE_OK) {
    out.kind = isTransient(code) ? kTransient : kPermanent;
    out.error = oneLine(describeCurl(code, transfer.detail.data(), host));
    if (code == CURLE_COULDNT_CONNECT && transfer.url.loopback) out.error += " on this machine";
  }
  return out;
}

}  // namespace deepwell::fetch
