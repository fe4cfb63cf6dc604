// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Runs the programs of examples/ as a user does.

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

namespace test {

namespace fs = std::filesystem;

struct outcome {
    int status;  ///< exit status; 128 plus the number of the signal that ended the program
    std::string out;
    std::string err;
};

inline std::string read_file(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A file of its own in the scratch folder of the build.
inline fs::path write_scratch(std::string const& name, std::string const& content) {
    static int count = 0;
    fs::path const path = fs::path(TRACKWIRE_TEST_SCRATCH_DIR) /
                          (std::to_string(::getpid()) + "-" + std::to_string(count++) + "-" + name);
    std::ofstream file(path, std::ios::binary);
    file << content;
    if (!file) throw std::runtime_error("cannot write " + path.string());
    return path;
}

/// The path of `trackwire-<stem>`. Throws when it has not been built: a missing program is a failure, never a pass.
inline fs::path program(std::string const& stem) {
    fs::path const path = fs::path(TRACKWIRE_TEST_PROGRAM_DIR) / ("trackwire-" + stem);
    if (!fs::exists(path)) throw std::runtime_error(path.string() + " has not been built");
    return path;
}

/// Runs `trackwire-<stem>` with `arguments`, and `input` as its standard input.
inline outcome run(std::string const& stem, std::vector<std::string> const& arguments, std::string const& input = {}) {
    auto const quoted = [](std::string const& word) {
        std::string out = "'";
        for (char const c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
        return out + "'";
    };
    fs::path const in = write_scratch("in", input);
    fs::path const out = write_scratch("out", "");
    fs::path const err = write_scratch("err", "");
    std::string command = quoted(program(stem).string());
    for (std::string const& argument : arguments) command += " " + quoted(argument);
    command += " <" + quoted(in.string()) + " >" + quoted(out.string()) + " 2>" + quoted(err.string());

    int const raw = std::system(command.c_str());
    outcome result{};
    result.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    result.out = read_file(out);
    result.err = read_file(err);
    for (fs::path const& path : {in, out, err}) fs::remove(path);
    return result;
}

}  // namespace test
