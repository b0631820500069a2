#include "tests/bench/soak.h"

#include <malloc.h>

#include <QQuickItem>
#include <QQuickWindow>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>

#include "tests/bench/paced_window.h"

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWarmUpMinutes = 3;  // of an hour; of a shorter run a twentieth
constexpr int kWarmUpChats = 30;      // where chats are counted
constexpr double kTolerance = 0.05;
constexpr int kAnswerBytes = 12000;
constexpr int kThoughtBytes = 3000;

double mib(size_t bytes) { return static_cast<double>(bytes) / (1024 * 1024); }

// MiB; `field` is one of /proc/self/status that is given in kB.
double memory(const char* field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(field)) continue;
    std::istringstream words(line.substr(line.find(':') + 1));
    size_t kib = 0;
    words >> kib;
    return mib(kib * 1024);
  }
  return 0;
}

int itemsBelow(const QQuickItem& item) {
  int count = 1;
  for (const QQuickItem* child : item.childItems()) count += itemsBelow(*child);
  return count;
}

struct Sample {
  double minutes = 0;
  int chats = 0;
  double resident = 0;  // MiB
};

class Soak {
 public:
  explicit Soak(const SoakOptions& options) : options_(options), window_(dir_) {}

  int run() {
    for (int chat = 0; !over(chat); ++chat) {
      answer(static_cast<unsigned>(chat));
      take(chat + 1);
    }
    return report();
  }

 private:
  double minutes() const { return std::chrono::duration<double>(Clock::now() - begin_).count() / 60; }
  bool over(int chats) const { return minutes() >= options_.minutes || (options_.chats > 0 && chats >= options_.chats); }
  bool warm(const Sample& sample) const {
    if (options_.chats > 0) return sample.chats >= kWarmUpChats;
    return sample.minutes >= kWarmUpMinutes * std::min(1.0, options_.minutes / 60);
  }
  bool printNow(const Sample& sample) const {
    if (samples_.empty()) return true;
    if (options_.chats > 0) return sample.chats % std::max(1, options_.chats / 100) == 0;
    return static_cast<int>(sample.minutes) != static_cast<int>(samples_.back().minutes);
  }

  void answer(unsigned chat) {
    window_.workspace().newChat();
    window_.setPace({benchMarkdown(kAnswerBytes, chat), benchWords(kThoughtBytes, chat), options_.tokens_per_second});
    window_.chat().send(QStringLiteral("Question %1").arg(chat));
    (void)PacedWindow::wait([this] { return !window_.chat().busy(); }, 600'000);
  }

  void take(int chats) {
    const Sample sample{minutes(), chats, memory("VmRSS")};
    if (printNow(sample)) {
      const struct mallinfo2 heap = mallinfo2();
      std::printf("minute %5.1f  chat %5d  resident %7.2f MiB (own %.2f, files %.2f)  heap: in use %.2f, free %.2f  items %d\n", sample.minutes,
                  chats, sample.resident, memory("RssAnon"), memory("RssFile"), mib(heap.uordblks + heap.hblkhd), mib(heap.fordblks),
                  itemsBelow(*window_.window().contentItem()));
      std::fflush(stdout);
    }
    samples_.push_back(sample);
  }

  int report() const {
    const auto first = std::find_if(samples_.begin(), samples_.end(), [this](const Sample& sample) { return warm(sample); });
    if (first == samples_.end()) return std::printf("too short: it ended before the warm-up did\n"), 1;
    const auto less = [](const Sample& a, const Sample& b) { return a.resident < b.resident; };
    const auto [low, high] = std::minmax_element(first, samples_.end(), less);
    const auto percent = [&first](double value) { return (value / first->resident - 1) * 100; };
    const double last = samples_.back().resident;
    const bool flat = low->resident >= first->resident * (1 - kTolerance) && high->resident <= first->resident * (1 + kTolerance);
    std::printf("warm-up: until minute %.1f, %d chats: %.2f MiB\n", first->minutes, first->chats, first->resident);
    std::printf("from there to minute %.1f, %d chats: lowest %.2f (%+.1f %%), highest %.2f (%+.1f %%, at chat %d), last %.2f (%+.1f %%): %s\n",
                samples_.back().minutes, samples_.back().chats, low->resident, percent(low->resident), high->resident,
                percent(high->resident), high->chats, last, percent(last), flat ? "flat within 5 %" : "not flat within 5 %");
    return flat ? 0 : 1;
  }

  const SoakOptions options_;
  const QTemporaryDir dir_;
  PacedWindow window_;
  const Clock::time_point begin_ = Clock::now();
  std::vector<Sample> samples_;  // one a chat
};

}  // namespace

int soak(const SoakOptions& options) { return Soak(options).run(); }

}  // namespace deepwell
