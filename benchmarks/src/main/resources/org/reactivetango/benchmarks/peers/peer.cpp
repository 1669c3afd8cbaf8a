// A cppTango client or server to measure beside ours; compiled by the benchmarks where g++ and libtango-dev are there.
//
//   peer client                 does what ClientProcess says, line by line on standard input
//   peer server <Tango flags>   serves double_scalar, DevDouble, Sleep (seconds) and Push (rate of change events)
#include <sys/resource.h>
#include <tango.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <climits>
#include <cmath>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

const size_t MOST_LATENCIES = 1 << 20;

long long nanos(Clock::duration duration) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
}

// One kind of call, made at once or sent and received. One object per thread.
class Call {
public:
    Call(const std::string &url, const std::string &operation)
        : device(url.c_str()), operation(operation),
          attribute(operation == "spectrum" ? "double_spectrum_ro" : operation == "image" ? "double_image_ro" : "double_scalar") {
        if (operation != "read" && operation != "spectrum" && operation != "image" && operation != "write" &&
            operation != "command") {
            throw std::runtime_error("no such operation: " + operation);
        }
        device.set_source(Tango::DEV);
    }

    void make() {
        if (operation == "write") {
            Tango::DeviceAttribute written(attribute, 1.5);
            device.write_attribute(written);
        } else if (operation == "command") {
            Tango::DeviceData argument;
            argument << 1.5;
            take(device.command_inout("DevDouble", argument));
        } else {
            Tango::DeviceAttribute reading = device.read_attribute(attribute);
            take(reading);
        }
    }

    long send() {
        if (operation == "write") {
            Tango::DeviceAttribute written(attribute, 1.5);
            return device.write_attribute_asynch(written);
        }
        if (operation == "command") {
            Tango::DeviceData argument;
            argument << 1.5;
            return device.command_inout_asynch("DevDouble", argument);
        }
        return device.read_attribute_asynch(attribute);
    }

    void receive(long id) {
        if (operation == "write") {
            device.write_attribute_reply(id, 0);
        } else if (operation == "command") {
            take(device.command_inout_reply(id, 0));
        } else {
            std::unique_ptr<Tango::DeviceAttribute> reading(device.read_attribute_reply(id, 0));
            take(*reading);
        }
    }

private:
    void take(Tango::DeviceData result) {
        double value;
        result >> value;
    }

    void take(Tango::DeviceAttribute &reading) {
        if (operation == "read") {
            double value;
            reading >> value;
        } else {
            std::vector<double> values;
            reading >> values;
            if (values.empty()) {
                throw std::runtime_error("a reading without values");
            }
        }
    }

    Tango::DeviceProxy device;
    std::string operation;
    std::string attribute;
};

// What all threads of a task have done.
struct Sum {
    std::mutex mutex;
    long operations = 0;
    std::vector<long long> latencies;
    std::string failure;
};

void keep(std::vector<long long> &latencies, Clock::duration latency) {
    if (latencies.size() < MOST_LATENCIES) {
        latencies.push_back(nanos(latency));
    }
}

std::string why(const Tango::DevFailed &failure) {
    return failure.errors.length() == 0 ? "DevFailed" : std::string(failure.errors[0].desc.in());
}

void run(Call &call, size_t outstanding, Clock::time_point end, Sum &sum) {
    long operations = 0;
    std::vector<long long> latencies;
    std::string failure;
    try {
        if (outstanding == 1) {
            Clock::time_point before = Clock::now();
            while (before < end) {
                call.make();
                Clock::time_point after = Clock::now();
                keep(latencies, after - before);
                operations++;
                before = after;
            }
        } else {
            std::deque<std::pair<long, Clock::time_point>> sent;
            for (size_t i = 0; i < outstanding; i++) {
                Clock::time_point now = Clock::now();
                sent.emplace_back(call.send(), now);
            }
            while (!sent.empty()) {
                auto oldest = sent.front();
                sent.pop_front();
                call.receive(oldest.first);
                Clock::time_point now = Clock::now();
                keep(latencies, now - oldest.second);
                operations++;
                if (now < end) {
                    sent.emplace_back(call.send(), now);
                }
            }
        }
    } catch (const Tango::DevFailed &e) {
        failure = why(e);
    } catch (const std::exception &e) {
        failure = e.what();
    }
    std::lock_guard<std::mutex> lock(sum.mutex);
    sum.operations += operations;
    sum.latencies.insert(sum.latencies.end(), latencies.begin(), latencies.end());
    if (!failure.empty()) {
        sum.failure = failure;
    }
}

long long cpuNanos() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000LL +
           (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000LL;
}

std::string task(const std::string &line) {
    std::istringstream words(line);
    std::string operation, url;
    size_t threads = 0, outstanding = 0;
    double seconds = 0;
    words >> operation >> url >> threads >> outstanding >> seconds;
    std::vector<std::unique_ptr<Call>> calls;
    for (size_t i = 0; i < threads; i++) {
        calls.emplace_back(new Call(url, operation));
        calls.back()->make(); // connects
    }
    Sum sum;
    long long cpuBefore = cpuNanos();
    Clock::time_point start = Clock::now();
    Clock::time_point end = start + std::chrono::nanoseconds((long long)(seconds * 1e9));
    std::vector<std::thread> running;
    for (size_t i = 1; i < threads; i++) {
        running.emplace_back([&, i] {
            omni_thread::ensure_self here;
            run(*calls[i], outstanding, end, sum);
        });
    }
    run(*calls[0], outstanding, end, sum);
    for (auto &thread : running) {
        thread.join();
    }
    long long took = nanos(Clock::now() - start);
    long long cpu = cpuNanos() - cpuBefore;
    if (!sum.failure.empty()) {
        throw std::runtime_error(sum.failure);
    }
    std::sort(sum.latencies.begin(), sum.latencies.end());
    size_t count = sum.latencies.size();
    std::ostringstream done;
    done << "done " << sum.operations << ' ' << took << ' ' << cpu << ' ' << (count ? sum.latencies[count / 2] : 0)
         << ' ' << (count ? sum.latencies[count * 99 / 100] : 0);
    return done.str();
}

// What came at one subscriber; told by one thread.
class Arrivals : public Tango::CallBack {
public:
    std::atomic<long> delivered{0};
    std::atomic<long> errors{0};
    std::atomic<bool> counts{false};
    std::atomic<long long> lastNanos{0};
    std::vector<long long> latencies;

    void push_event(Tango::EventData *event) override {
        if (event->err) {
            errors++;
            return;
        }
        double pushed = 0;
        (*event->attr_value) >> pushed;
        long long now = nanos(Clock::now().time_since_epoch());
        if (counts && latencies.size() < MOST_LATENCIES) {
            latencies.push_back(now - (long long)pushed);
        }
        lastNanos = now;
        delivered++;
    }
};

long total(const std::vector<std::unique_ptr<Arrivals>> &arrivals) {
    long sum = 0;
    for (auto &each : arrivals) {
        sum += each->delivered;
    }
    return sum;
}

// Until that many have come, or none for 300 ms.
void awaitStill(const std::vector<std::unique_ptr<Arrivals>> &arrivals, long wanted) {
    long before = -1;
    for (int millis = 0; millis < 300 && before < wanted; millis += 20) {
        long now = total(arrivals);
        if (now != before) {
            millis = 0;
            before = now;
        }
        if (now < wanted) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
}

double push(Tango::DeviceProxy &device, double wanted) {
    Tango::DeviceData argument;
    argument << wanted;
    Tango::DeviceData result = device.command_inout("Push", argument);
    double pushed = 0;
    result >> pushed;
    return pushed;
}

std::string events(const std::string &line) {
    std::istringstream words(line);
    std::string operation, url;
    size_t subscribers = 0;
    double rate = 0, seconds = 0;
    words >> operation >> url >> subscribers >> rate >> seconds;
    Tango::DeviceProxy device(url.c_str());
    device.set_timeout_millis(20000);
    std::vector<std::unique_ptr<Arrivals>> arrivals;
    std::vector<int> ids;
    for (size_t i = 0; i < subscribers; i++) {
        arrivals.emplace_back(new Arrivals());
        ids.push_back(device.subscribe_event("double_scalar", Tango::CHANGE_EVENT, arrivals.back().get()));
    }
    awaitStill(arrivals, LONG_MAX);
    for (auto &each : arrivals) {
        each->delivered = 0; // the first is a reading
    }
    for (int i = 0; i < 20 && total(arrivals) < (long)subscribers; i++) {
        push(device, -2);
        awaitStill(arrivals, subscribers);
    }
    for (auto &each : arrivals) {
        each->delivered = 0;
        each->counts = true;
    }
    double before = push(device, 0);
    long long cpuBefore = cpuNanos();
    Clock::time_point start = Clock::now();
    push(device, rate);
    std::this_thread::sleep_for(std::chrono::nanoseconds((long long)(seconds * 1e9)));
    double pushed = push(device, 0) - before;
    long long end = nanos(Clock::now().time_since_epoch());
    awaitStill(arrivals, std::lround(pushed) * subscribers);
    long long cpu = cpuNanos() - cpuBefore;
    std::vector<long long> latencies;
    for (auto &each : arrivals) {
        end = std::max(end, each->lastNanos.load());
        latencies.insert(latencies.end(), each->latencies.begin(), each->latencies.end());
    }
    for (int id : ids) {
        device.unsubscribe_event(id);
    }
    std::sort(latencies.begin(), latencies.end());
    size_t count = latencies.size();
    std::ostringstream done;
    done << "done " << (long long)(pushed * subscribers) << ' ' << total(arrivals) << " 0 "
         << end - nanos(start.time_since_epoch()) << ' ' << cpu << ' ' << (count ? latencies[count / 2] : 0) << ' '
         << (count ? latencies[count * 99 / 100] : 0);
    return done.str();
}

std::string oneLine(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

int client() {
    std::cout << "ready" << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
        try {
            std::cout << (line.compare(0, 7, "events ") == 0 ? events(line) : task(line)) << std::endl;
        } catch (const Tango::DevFailed &e) {
            std::cout << "failed " << oneLine(why(e)) << std::endl;
        } catch (const std::exception &e) {
            std::cout << "failed " << oneLine(e.what()) << std::endl;
        }
    }
    return 0;
}

// The server

class Peer : public Tango::Device_5Impl {
public:
    Peer(Tango::DeviceClass *type, const std::string &name) : Tango::Device_5Impl(type, name.c_str()) {
        init_device();
    }

    ~Peer() override {
        push(0);
    }

    void init_device() override {
        set_state(Tango::ON);
        set_change_event("double_scalar", true, false);
    }

    // One who pushes, as Pace of the benchmarks does.
    double push(double wanted) {
        rate = 0;
        if (pushing.joinable()) {
            pushing.join();
        }
        if (wanted == -2) {
            once();
        } else if (wanted != 0) {
            rate = wanted;
            pushing = std::thread([this, wanted] {
                omni_thread::ensure_self here;
                Clock::time_point start = Clock::now();
                long done = 0;
                while (rate == wanted) {
                    if (wanted < 0 || done <= nanos(Clock::now() - start) * 1e-9 * wanted) {
                        once();
                        done++;
                    } else {
                        std::this_thread::sleep_for(std::chrono::microseconds(50));
                    }
                }
            });
        }
        return pushed;
    }

    double value = 1.5;

private:
    void once() {
        Tango::DevDouble now = nanos(Clock::now().time_since_epoch());
        push_change_event("double_scalar", &now);
        pushed++;
    }

    std::atomic<double> rate{0};
    std::atomic<long> pushed{0};
    std::thread pushing;
};

class Push : public Tango::Command {
public:
    Push() : Tango::Command("Push", Tango::DEV_DOUBLE, Tango::DEV_DOUBLE) {}

    CORBA::Any *execute(Tango::DeviceImpl *device, const CORBA::Any &in) override {
        Tango::DevDouble wanted;
        extract(in, wanted);
        return insert(static_cast<Peer *>(device)->push(wanted));
    }
};

class Value : public Tango::Attr {
public:
    Value() : Tango::Attr("double_scalar", Tango::DEV_DOUBLE, Tango::READ_WRITE) {}

    void read(Tango::DeviceImpl *device, Tango::Attribute &attribute) override {
        attribute.set_value(&static_cast<Peer *>(device)->value);
    }

    void write(Tango::DeviceImpl *device, Tango::WAttribute &attribute) override {
        attribute.get_write_value(static_cast<Peer *>(device)->value);
    }
};

class Echo : public Tango::Command {
public:
    Echo() : Tango::Command("DevDouble", Tango::DEV_DOUBLE, Tango::DEV_DOUBLE) {}

    CORBA::Any *execute(Tango::DeviceImpl *, const CORBA::Any &in) override {
        Tango::DevDouble value;
        extract(in, value);
        return insert(value);
    }
};

class Sleep : public Tango::Command {
public:
    Sleep() : Tango::Command("Sleep", Tango::DEV_DOUBLE, Tango::DEV_DOUBLE) {}

    CORBA::Any *execute(Tango::DeviceImpl *, const CORBA::Any &in) override {
        Tango::DevDouble seconds;
        extract(in, seconds);
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        return insert(seconds);
    }
};

class PeerClass : public Tango::DeviceClass {
public:
    explicit PeerClass(std::string &name) : Tango::DeviceClass(name) {}

    void attribute_factory(std::vector<Tango::Attr *> &attributes) override {
        attributes.push_back(new Value());
    }

    void command_factory() override {
        command_list.push_back(new Echo());
        command_list.push_back(new Sleep());
        command_list.push_back(new Push());
    }

    void device_factory(const Tango::DevVarStringArray *names) override {
        for (CORBA::ULong i = 0; i < names->length(); i++) {
            std::string name((*names)[i].in());
            device_list.push_back(new Peer(this, name));
            if (Tango::Util::_UseDb) {
                export_device(device_list.back());
            } else {
                export_device(device_list.back(), name.c_str());
            }
        }
    }
};

int server(int count, char **arguments) {
    try {
        Tango::Util *util = Tango::Util::init(count, arguments);
        util->server_init();
        std::cout << "Ready to accept request" << std::endl;
        util->server_run();
        return 0;
    } catch (const Tango::DevFailed &e) {
        Tango::Except::print_exception(e);
    } catch (const CORBA::Exception &e) {
        Tango::Except::print_exception(e);
    }
    return 1;
}

} // namespace

void Tango::DServer::class_factory() {
    std::string name("Peer");
    add_class(new PeerClass(name));
}

int main(int count, char **arguments) {
    std::string role = count > 1 ? arguments[1] : "";
    if (role == "client") {
        return client();
    }
    if (role == "server") {
        arguments[1] = arguments[0];
        return server(count - 1, arguments + 1);
    }
    std::cerr << "peer client, or peer server <flags>" << std::endl;
    return 2;
}
