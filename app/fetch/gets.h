// Small documents that are fetched into memory.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "app/fetch/http.h"
#include "app/fetch/protocol.h"

namespace deepwell::fetch {

class Gets {
 public:
  using Emit = std::function<void(const Event&)>;
  Gets(Http& http, const Options& options, Emit emit);
  ~Gets();
  Gets(const Gets&) = delete;
  Gets& operator=(const Gets&) = delete;

  void add(const Get& get);
  bool cancel(uint64_t id);          // without a Response; false: there is no such Get
  milliseconds tick(TimePoint now);  // starts what is due; the time until it wants to be called again, at most
  bool active() const { return !gets_.empty(); }

 private:
  struct Work;
  void start(Work& work);
  void ended(uint64_t id, const Ending& ending);
  void answer(uint64_t id, Response response);

  Http& http_;
  const Options& options_;
  Emit emit_;
  std::map<uint64_t, std::unique_ptr<Work>> gets_;
};

}  // namespace deepwell::fetch
