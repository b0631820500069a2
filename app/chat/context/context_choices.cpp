#include "app/chat/context/context_choices.h"

#include <vector>

#include "app/bridge/engine_host.h"
#include "app/chat/chat_rules.h"
#include "app/chat/context/context_meter.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr int kPlanJob = 0;

// After turns were dropped so much of the context is used at most: the next turns fit too.
int target(int limit) { return limit * 7 / 10; }

}  // namespace

int ContextChoices::limit() const { return host_.contextTokens(); }

bool ContextChoices::fits() const { return needed_ > 0 && needed_ <= ContextMeter::room(limit()); }

// The next power of two that has room for what is needed, or all that the checkpoint allows.
int ContextChoices::largerContext() const {
  const int most = host_.mostContextTokens();
  if (most <= limit()) return 0;
  int tokens = limit();
  do {
    tokens = tokens > most / 2 ? most : 2 * tokens;
  } while (tokens < most && ContextMeter::room(tokens) < needed_);
  return ContextMeter::room(tokens) < needed_ ? 0 : tokens;
}

QString ContextChoices::largerMemory() const {
  const qulonglong bytes = host_.contextBytes(largerContext());
  return bytes == 0 ? QString() : sizeText(bytes);
}

// On the counter's thread. Prompts shrink as turns go, so the place is found by halving.
ContextChoices::Counts ContextChoices::count(PromptSizer& sizer, const GenerationRequest& request, int limit) {
  Counts counts;
  counts.needed = sizer.prompt(request);
  GenerationRequest bare = request;
  dropThoughts(bare.messages);
  counts.without_thoughts = sizer.prompt(bare);
  std::vector<int> starts;
  for (int i = 0; i < request.messages.size(); ++i)
    if (request.messages[i].role == QLatin1String("user")) starts.push_back(i);
  const auto without = [&](size_t turns) {
    GenerationRequest rest = request;
    rest.messages.remove(starts[0], starts[turns] - starts[0]);  // a system message stays
    return sizer.prompt(rest);
  };
  if (starts.size() < 2 || counts.needed < 0) return counts;
  size_t low = 1;
  size_t high = starts.size() - 1;
  const int least = without(high);
  if (least < 0 || least > ContextMeter::room(limit)) return counts;  // the last question alone is too long
  if (least <= target(limit)) {
    while (low < high) {
      const size_t middle = (low + high) / 2;
      const int tokens = without(middle);
      if (tokens >= 0 && tokens <= target(limit)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
  }
  counts.turns = static_cast<int>(high);
  counts.messages = starts[high] - starts[0];
  return counts;
}

void ContextChoices::plan(const GenerationRequest& request, bool can_summarise, std::function<void()> then) {
  summarise_ = can_summarise;
  counting_ = host_.counter().available();
  needed_ = turns_ = messages_ = thoughts_ = 0;
  emit changed();
  if (!counting_) return then();
  host_.counter().post(this, kPlanJob, [this, request, limit = limit(), then = std::move(then)](PromptSizer& sizer) {
    const Counts counts = count(sizer, request, limit);
    return [this, counts, then] {
      counting_ = false;
      needed_ = std::max(0, counts.needed);
      thoughts_ = counts.without_thoughts < 0 ? 0 : std::max(0, counts.needed - counts.without_thoughts);
      turns_ = counts.turns;
      messages_ = counts.messages;
      emit changed();
      then();
    };
  });
}

void ContextChoices::show(Reason reason) {
  if (reason == reason_) return;
  reason_ = reason;
  emit changed();
}

void ContextChoices::close() {
  if (reason_ == None) return;
  reason_ = None;
  emit changed();
}

}  // namespace deepwell
