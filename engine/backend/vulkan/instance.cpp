#include "engine/backend/vulkan/instance.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>

#include "engine/base/log.h"

namespace deepwell::vulkan {
namespace {

// Messages of the validation layers, if they are on and somebody listens (DEEPWELL_VULKAN_DEBUG).
VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT /*types*/,
                                         const VkDebugUtilsMessengerCallbackDataEXT* data, void* /*user*/) {
  const bool error = severity >= VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
  logLine(error ? LogLevel::kError : LogLevel::kWarning, fmt::format("Vulkan validation: {}", data->pMessage));
  return VK_FALSE;
}

bool hasInstanceExtension(const char* name) {
  uint32_t count = 0;
  vkEnumerateInstanceExtensionProperties(nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> found(count);
  vkEnumerateInstanceExtensionProperties(nullptr, &count, found.data());
  return std::any_of(found.begin(), found.end(), [&](const auto& e) { return std::string_view(e.extensionName) == name; });
}

std::string missingFeatures(VkPhysicalDevice device, const VkPhysicalDeviceProperties& properties) {
  if (properties.apiVersion < VK_API_VERSION_1_2) {
    return fmt::format("it offers Vulkan {}.{}, needed is 1.2", VK_API_VERSION_MAJOR(properties.apiVersion),
                       VK_API_VERSION_MINOR(properties.apiVersion));
  }
  VkPhysicalDeviceVulkan12Features features{};
  features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
  VkPhysicalDeviceFeatures2 all{};
  all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
  all.pNext = &features;
  vkGetPhysicalDeviceFeatures2(device, &all);
  if (features.bufferDeviceAddress == VK_FALSE) return "its driver lacks buffer device addresses";
  if (features.timelineSemaphore == VK_FALSE) return "its driver lacks timeline semaphores";
  if (features.scalarBlockLayout == VK_FALSE) return "its driver lacks scalar block layout";
  return {};
}

PluginDevice::Kind kindOf(VkPhysicalDeviceType type) {
  switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return PluginDevice::Kind::kDiscrete;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return PluginDevice::Kind::kIntegrated;
    case VK_PHYSICAL_DEVICE_TYPE_CPU: return PluginDevice::Kind::kSoftware;
    default: return PluginDevice::Kind::kOther;
  }
}

PluginDevice summarise(VkPhysicalDevice device) {
  VkPhysicalDeviceProperties properties{};
  vkGetPhysicalDeviceProperties(device, &properties);
  PluginDevice out;
  out.name = properties.deviceName;
  out.kind = kindOf(properties.deviceType);
  out.missing = missingFeatures(device, properties);
  const std::string version = fmt::format("Vulkan {}.{}.{}", VK_API_VERSION_MAJOR(properties.apiVersion),
                                          VK_API_VERSION_MINOR(properties.apiVersion), VK_API_VERSION_PATCH(properties.apiVersion));
  out.driver = version;
  if (properties.apiVersion >= VK_API_VERSION_1_2) {
    VkPhysicalDeviceDriverProperties driver{};
    driver.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES;
    VkPhysicalDeviceProperties2 all{};
    all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    all.pNext = &driver;
    vkGetPhysicalDeviceProperties2(device, &all);
    out.driver = fmt::format("{} {}, {}", driver.driverName, driver.driverInfo, version);
  }
  const HeapBytes heap = deviceHeap(device);
  out.total_bytes = heap.total;
  out.free_bytes = heap.free;
  return out;
}

// Discrete before integrated before others before software.
int rank(PluginDevice::Kind kind) {
  switch (kind) {
    case PluginDevice::Kind::kDiscrete: return 0;
    case PluginDevice::Kind::kIntegrated: return 1;
    case PluginDevice::Kind::kOther: return 2;
    case PluginDevice::Kind::kSoftware: return 3;
  }
  return 3;
}

}  // namespace

bool hasExtension(VkPhysicalDevice device, std::string_view name) {
  uint32_t count = 0;
  vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> found(count);
  vkEnumerateDeviceExtensionProperties(device, nullptr, &count, found.data());
  return std::any_of(found.begin(), found.end(), [&](const auto& e) { return name == e.extensionName; });
}

HeapBytes deviceHeap(VkPhysicalDevice device) {
  const bool budget_known = hasExtension(device, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
  VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{};
  budget.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT;
  VkPhysicalDeviceMemoryProperties2 memory{};
  memory.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2;
  if (budget_known) memory.pNext = &budget;
  vkGetPhysicalDeviceMemoryProperties2(device, &memory);
  HeapBytes best;
  for (uint32_t i = 0; i < memory.memoryProperties.memoryHeapCount; ++i) {
    const VkMemoryHeap& heap = memory.memoryProperties.memoryHeaps[i];
    if ((heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) == 0 || heap.size <= best.total) continue;
    const uint64_t used = budget_known ? budget.heapUsage[i] : 0;
    const uint64_t allowed = budget_known ? std::min<uint64_t>(budget.heapBudget[i], heap.size) : heap.size;
    best = {heap.size, allowed > used ? allowed - used : 0};
  }
  return best;
}

Result<Instance> Instance::make() {
  if (volkInitialize() != VK_SUCCESS) {
    return fail(ErrorCode::kDevice, "the Vulkan loader libvulkan.so.1 is not there: install the package libvulkan1");
  }
  VkApplicationInfo application{};
  application.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO;
  application.pApplicationName = "Deepwell";
  application.apiVersion = VK_API_VERSION_1_3;
  VkInstanceCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
  info.pApplicationInfo = &application;
  const char* debug_utils = VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
  const bool debug = std::getenv("DEEPWELL_VULKAN_DEBUG") != nullptr && hasInstanceExtension(debug_utils);
  if (debug) {
    info.enabledExtensionCount = 1;
    info.ppEnabledExtensionNames = &debug_utils;
  }
  Instance instance;
  DEEPWELL_TRY(check(vkCreateInstance(&info, nullptr, &instance.handle_), "vkCreateInstance"));
  volkLoadInstanceOnly(instance.handle_);
  if (debug) {
    VkDebugUtilsMessengerCreateInfoEXT messenger{};
    messenger.sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT;
    messenger.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT;
    messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT;
    messenger.pfnUserCallback = onMessage;
    VkDebugUtilsMessengerEXT unused = VK_NULL_HANDLE;  // as long as the instance
    vkCreateDebugUtilsMessengerEXT(instance.handle_, &messenger, nullptr, &unused);
  }
  return instance;
}

Result<const Instance*> Instance::get() {
  static std::mutex mutex;
  static Instance* made = nullptr;  // never destroyed: drivers unload in an order of their own
  const std::lock_guard lock(mutex);
  if (made == nullptr) {
    DEEPWELL_ASSIGN(Instance instance, make());
    made = new Instance(instance);
  }
  return made;
}

Result<std::vector<Instance::Candidate>> Instance::devices() const {
  uint32_t count = 0;
  DEEPWELL_TRY(check(vkEnumeratePhysicalDevices(handle_, &count, nullptr), "vkEnumeratePhysicalDevices"));
  std::vector<VkPhysicalDevice> handles(count);
  DEEPWELL_TRY(check(vkEnumeratePhysicalDevices(handle_, &count, handles.data()), "vkEnumeratePhysicalDevices"));
  handles.resize(count);
  std::vector<Candidate> out;
  for (VkPhysicalDevice handle : handles) out.push_back({handle, summarise(handle)});
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return rank(a.summary.kind) < rank(b.summary.kind); });
  return out;
}

}  // namespace deepwell::vulkan
