// How long the window's thread is held up: the time between two looks at its event loop that are meant to be 1 ms apart,
// frames included, and the processor's time that the thread itself took meanwhile, which other programs do not show in.
#pragma once

#include <QObject>
#include <QTimerEvent>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

namespace deepwell {

class Stalls : public QObject {
 public:
  void start() {
    gaps_.clear();
    cpu_.clear();
    last_cpu_ = threadMs();
    last_ = Clock::now();
    timer_ = startTimer(1, Qt::PreciseTimer);
  }
  void stop() { killTimer(timer_); }
  void report(const char* name) {
    std::sort(gaps_.begin(), gaps_.end());
    std::sort(cpu_.begin(), cpu_.end());
    std::printf("%-34s %6zu turns  p50 %5.1f  p99 %5.1f  max %6.1f ms  over 16: %td  over 50: %td  | processor p99 %5.1f  max %5.1f ms\n", name,
                gaps_.size(), at(gaps_, 50), at(gaps_, 99), at(gaps_, 100), over(16), over(50), at(cpu_, 99), at(cpu_, 100));
    std::fflush(stdout);
  }

 protected:
  void timerEvent(QTimerEvent*) override {
    const Clock::time_point now = Clock::now();
    gaps_.push_back(std::chrono::duration<double, std::milli>(now - last_).count());
    last_ = now;
    const double cpu = threadMs();
    cpu_.push_back(cpu - last_cpu_);
    last_cpu_ = cpu;
  }

 private:
  using Clock = std::chrono::steady_clock;

  static double at(const std::vector<double>& sorted, size_t percent) {
    return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
  }
  std::ptrdiff_t over(double ms) const {
    return std::count_if(gaps_.begin(), gaps_.end(), [ms](double gap) { return gap > ms; });
  }
  static double threadMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }

  std::vector<double> gaps_;  // milliseconds
  std::vector<double> cpu_;   // of this thread
  double last_cpu_ = 0;
  Clock::time_point last_;
  int timer_ = 0;
};

}  // namespace deepwell
