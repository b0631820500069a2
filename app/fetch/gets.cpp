#include "app/fetch/gets.h"

#include <algorithm>

namespace deepwell::fetch {
namespace {

constexpr int kMostAtOnce = 4;
constexpr size_t kMostWaiting = 256;
constexpr int kMostTries = 3;  // somebody waits for it
constexpr std::chrono::seconds kLongestRetryAfter{5};
constexpr uint64_t kMostBodyBytes = kMaxLine - (1U << 20);  // a body must fit into a line

}  // namespace

struct Gets::Work {
  Get get;
  Url url;
  std::string body;
  uint64_t request = 0;  // of Http; 0: it waits
  int status = 0;
  int failures = 0;
  bool too_long = false;
  bool packed = false;
  std::string next;
  TimePoint due{};
};

Gets::Gets(Http& http, const Options& options, Emit emit) : http_(http), options_(options), emit_(std::move(emit)) {}

Gets::~Gets() = default;

void Gets::add(const Get& get) {
  if (gets_.contains(get.id)) return emit_(Refused{get.id, fmt::format("the id {} is in use", get.id)});
  auto url = parseUrl(get.url);
  if (!url) return emit_(Response{get.id, 0, "", url.error().message});
  if (gets_.size() >= kMostWaiting) return emit_(Response{get.id, 0, "", "too many questions at once"});
  auto work = std::make_unique<Work>();
  work->get = get;
  work->get.max_bytes = std::min(get.max_bytes, kMostBodyBytes);
  work->url = std::move(*url);
  gets_[get.id] = std::move(work);
}

bool Gets::cancel(uint64_t id) {
  const auto found = gets_.find(id);
  if (found == gets_.end()) return false;
  if (found->second->request != 0) http_.stop(found->second->request);
  gets_.erase(found);
  return true;
}

milliseconds Gets::tick(TimePoint now) {
  auto running = std::count_if(gets_.begin(), gets_.end(), [](const auto& entry) { return entry.second->request != 0; });
  milliseconds wait{60'000};
  for (auto& [id, work] : gets_) {
    if (work->request != 0) continue;
    if (now < work->due) {
      wait = std::min(wait, std::chrono::ceil<milliseconds>(work->due - now));
    } else if (running < kMostAtOnce) {
      ++running;
      start(*work);
    }
  }
  return wait;
}

void Gets::start(Work& work) {
  Request request;
  request.url = work.url;
  request.purpose = "search";
  work.body.clear();
  request.head = [&work](const Head& head) {
    work.status = head.status;
    work.packed = !head.content_encoding.empty() && head.content_encoding != "identity";
    work.too_long = head.length && *head.length > work.get.max_bytes;
    // Of the origin that was asked: a redirect elsewhere names no further addresses to us.
    work.next = head.left ? std::string() : nextAddress(head.url, head.link);
    return !work.too_long && !work.packed;
  };
  request.body = [&work](std::string_view bytes) {
    work.too_long = work.body.size() + bytes.size() > work.get.max_bytes;
    if (!work.too_long) work.body += bytes;
    return !work.too_long;
  };
  request.end = [this, id = work.get.id](const Ending& ending) { ended(id, ending); };
  work.request = http_.start(std::move(request));
}

void Gets::ended(uint64_t id, const Ending& ending) {
  Work& work = *gets_.at(id);
  work.request = 0;
  const std::string& host = work.url.origin.host;
  Response response{id, ending.status, "", "", ""};
  if (ending.kind == Ending::Kind::kTransient && ++work.failures < kMostTries && ending.retry_after <= kLongestRetryAfter) {
    work.due = Clock::now() + std::max<milliseconds>(options_.retry * work.failures / 2, ending.retry_after);
    return;
  }
  if (work.packed) {
    response.error = fmt::format("{} sends its answer compressed, which was not asked for", host);
  } else if (work.too_long) {
    response.error = fmt::format("{}: the answer has more than {} bytes", host, work.get.max_bytes);
  } else if (ending.kind != Ending::Kind::kComplete) {
    response.error = ending.error;
  } else if (work.status == 200) {
    response.body = std::move(work.body);
    response.next = std::move(work.next);
  } else {
    response.error = fmt::format("{} answered with status {}", host, work.status);
  }
  answer(id, std::move(response));
}

void Gets::answer(uint64_t id, Response response) {
  const std::string host = gets_.at(id)->url.origin.host;
  gets_.erase(id);
  // Control characters take six bytes each in a line.
  if (!response.body.empty() && writeLine(Event(response)).size() > kMaxLine) {
    response = {id, response.status, "", fmt::format("{}: the answer is too long", host)};
  }
  emit_(response);
}

}  // namespace deepwell::fetch
