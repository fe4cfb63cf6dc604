// SPDX-License-Identifier: MIT

/// The commands in docs/decode.md print what the page says.

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "support/catch.hpp"
#include "support/program.hpp"

namespace {

namespace fs = test::fs;

/// Standard output and standard error of a shell command in the folder of the sources.
std::string output_of(const std::string& command) {
    const fs::path script = test::write_scratch(
        "command.sh",
        "cd '" TRACKWIRE_TEST_SOURCE_DIR "' || exit\nPATH='" TRACKWIRE_TEST_PROGRAM_DIR "':$PATH\n" + command + "\n");
    const fs::path out = test::write_scratch("out", "");
    const int status = std::system(("sh '" + script.string() + "' >'" + out.string() + "' 2>&1").c_str());
    CHECK(WIFEXITED(status));
    const std::string text = test::read_file(out);
    fs::remove(script);
    fs::remove(out);
    return text;
}

TEST_CASE("the commands of docs/decode.md print what the page shows") {
    (void)test::program("decode");
    const std::string page = test::read_file(fs::path(TRACKWIRE_TEST_SOURCE_DIR) / "docs/decode.md");
    std::string command;
    std::string shown;
    bool inside = false;
    int commands = 0;
    const auto check = [&] {
        if (command.empty()) return;
        INFO(command);
        CHECK(output_of(command) == shown);
        ++commands;
        command.clear();
        shown.clear();
    };
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t stop = page.find('\n', at);
        REQUIRE(stop != std::string::npos);
        const std::string line = page.substr(at, stop - at);
        at = stop + 1;
        if (line == "```console") {
            inside = true;
        } else if (inside && line == "```") {
            inside = false;
            check();
        } else if (inside && line.starts_with("$ ")) {
            check();
            command = line.substr(2);
        } else if (inside) {
            shown += line + "\n";
        }
    }
    CHECK(commands >= 10);
}

/// What stands in the first block of a page that is opened by `fence`, its lines joined without what indents them.
std::string joined_block(const std::string& page, const std::string& fence) {
    const std::size_t begin = page.find("\n" + fence + "\n");
    REQUIRE(begin != std::string::npos);
    const std::size_t end = page.find("\n```", begin + fence.size() + 2);
    REQUIRE(end != std::string::npos);
    std::string joined;
    bool fresh = true;
    for (const char c : page.substr(begin + fence.size() + 2, end - begin - fence.size() - 2)) {
        if (c == '\n' || (fresh && c == ' ')) {
            fresh = true;
            continue;
        }
        fresh = false;
        joined += c;
    }
    return joined;
}

TEST_CASE("the frame at the top of the README becomes the record below it") {
    const std::string page = test::read_file(fs::path(TRACKWIRE_TEST_SOURCE_DIR) / "README.md");
    const std::string frame = joined_block(page, "```");
    const test::outcome shown = test::run("decode", {"--format", "ndjson"}, frame + "\n");
    CHECK(shown.status == 0);
    CHECK(shown.out == joined_block(page, "```json") + "\n");
}

}  // namespace
