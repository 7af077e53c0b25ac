// Functions with a granted error: within what NVIDIA's manual states, and using it, so that nothing counts on more.
#pragma once

#include "ptx_floats.h"

namespace {

// A unit in the last place of a float of this size.
double unitOf(double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  return std::ldexp(1.0, std::max(exponent - 24, -149));
}

struct Approximation {
  const char* body;
  double (*exact)(double a, double b);
  double (*bound)(double a, double exact);
  double least, most;  // of the operands
};

const double PI = 3.14159265358979323846;

const Approximation APPROXIMATIONS[] = {
    {"ex2.approx.f32 %r0, %r1;", [](double a, double) { return std::exp2(a); },
     [](double, double exact) { return std::fabs(exact) * 0x1p-22; }, -120, 120},
    {"lg2.approx.f32 %r0, %r1;", [](double a, double) { return std::log2(a); },
     [](double a, double exact) { return a > 0.5 && a < 2.0 ? 0x1p-22 : std::fabs(exact) * 0x1p-22; }, 0.01, 9},
    {"lg2.approx.ftz.f32 %r0, %r1;", [](double a, double) { return std::log2(a); },
     [](double a, double exact) { return a > 0.5 && a < 2.0 ? 0x1p-22 : std::fabs(exact) * 0x1p-22; }, 1e10, 1e30},
    {"rcp.approx.f32 %r0, %r1;", [](double a, double) { return 1 / a; },
     [](double, double exact) { return unitOf(exact); }, -7, 5},
    {"rcp.approx.ftz.f32 %r0, %r1;", [](double a, double) { return 1 / a; },
     [](double, double exact) { return unitOf(exact); }, 1e20, 1e37},
    {"sqrt.approx.f32 %r0, %r1;", [](double a, double) { return std::sqrt(a); },
     [](double, double exact) { return exact * 0x1p-23; }, 0.1, 100},
    {"rsqrt.approx.f32 %r0, %r1;", [](double a, double) { return 1 / std::sqrt(a); },
     [](double, double exact) { return exact * std::exp2(-22.9); }, 0.1, 100},
    {"sin.approx.f32 %r0, %r1;", [](double a, double) { return std::sin(a); },
     [](double, double) { return std::exp2(-20.5); }, -2 * PI, 2 * PI},
    {"cos.approx.ftz.f32 %r0, %r1;", [](double a, double) { return std::cos(a); },
     [](double, double) { return std::exp2(-20.5); }, -2 * PI, 2 * PI},
    {"sin.approx.ftz.f32 %r0, %r1;", [](double a, double) { return std::sin(a); },
     [](double, double) { return std::exp2(-14.7); }, 7, 100 * PI},
    {"cos.approx.f32 %r0, %r1;", [](double a, double) { return std::cos(a); },
     [](double, double) { return std::exp2(-14.7); }, 7, 100 * PI},
    {"tanh.approx.f32 %r0, %r1;", [](double a, double) { return std::tanh(a); },
     [](double, double exact) { return std::fabs(exact) * 0x1p-11; }, -3, 3},
    {"div.approx.f32 %r0, %r1, %r2;", [](double a, double b) { return a / b; },
     [](double, double exact) { return 2 * unitOf(exact); }, -9, 11},
    {"div.full.ftz.f32 %r0, %r1, %r2;", [](double a, double b) { return a / b; },
     [](double, double exact) { return 2 * unitOf(exact); }, 1e30, 1e38},
};

void expectApproximation(const Approximation& of) {
  constexpr size_t COUNT = 1000;
  std::vector<Row> rows;
  for (size_t i = 0; i < COUNT; i++) {
    const double part = (static_cast<double>(i) + 0.37) / COUNT;
    const double other = (static_cast<double>(i * 619 % COUNT) + 0.61) / COUNT;
    rows.push_back({bitsOf(static_cast<float>(of.least + part * (of.most - of.least))),
                    bitsOf(static_cast<float>(of.least + other * (of.most - of.least))), 0, 0});
  }
  const std::vector<uint64_t> results = resultsOf(of.body + widened(32), rows);
  size_t wrong = 0, inexact = 0;
  double largest = 0;  // error, of what is granted
  for (size_t i = 0; i < COUNT; i++) {
    const double a = static_cast<double>(floatOf(rows[i][0]));
    const double exact = of.exact(a, static_cast<double>(floatOf(rows[i][1])));
    const double used = std::fabs(static_cast<double>(floatOf(results[i])) - exact) / of.bound(a, exact);
    if (!(used <= 1.0)) wrong++;
    largest = std::max(largest, used);
    if (results[i] != bitsOf(static_cast<float>(exact))) inexact++;
  }
  // Results are often not the nearest, and the worst of them nearly as wrong as they may be.
  if (wrong == 0 && inexact > COUNT / 5 && largest > 0.7) return;
  failures++;
  printf("FAILED %s: %zu of %zu are wrong, %zu are not the nearest, the largest error is %g of what is granted\n",
         of.body, wrong, COUNT, inexact, largest);
}

// Where the manual gives a value there is no error.
void expectGivenValues() {
  const uint64_t inf = INFINITE, minusInf = 0xff800000u, minusZero = SIGN, one = 0x3f800000u, nan = CANONICAL_NAN;
  const auto given = [](const std::string& name, const std::vector<Case>& cases) {
    expectCases(name + ".f32 %r0, %r1;" + widened(32), cases);
  };
  given("ex2.approx", {{{minusInf}, 0}, {{inf}, inf}, {{0}, one}, {{minusZero}, one}, {{nan}, nan}});
  given("ex2.approx.ftz", {{{1}, one}, {{0x807fffffu}, one}, {{0xc3000000u}, 0}});
  given("lg2.approx",
        {{{0}, minusInf}, {{minusZero}, minusInf}, {{inf}, inf}, {{minusInf}, nan}, {{0xbf800000u}, nan}});
  given("lg2.approx.ftz", {{{1}, minusInf}, {{0x807fffffu}, minusInf}});
  given("rcp.approx", {{{minusInf}, minusZero}, {{minusZero}, minusInf}, {{0}, inf}, {{inf}, 0}, {{0x7f800001u}, nan}});
  given("rcp.approx.ftz", {{{1}, inf}, {{0x80000001u}, minusInf}, {{0x7f000001u}, 0}});
  given("sqrt.approx", {{{minusInf}, nan}, {{0xbf800000u}, nan}, {{minusZero}, minusZero}, {{0}, 0}, {{inf}, inf}});
  given("rsqrt.approx", {{{minusInf}, nan}, {{minusZero}, minusInf}, {{0}, inf}, {{inf}, 0}, {{0xbf800000u}, nan}});
  given("sin.approx", {{{minusInf}, nan}, {{minusZero}, minusZero}, {{0}, 0}, {{inf}, nan}});
  given("sin.approx.ftz", {{{0x807fffffu}, minusZero}});
  given("cos.approx", {{{minusInf}, nan}, {{minusZero}, one}, {{0}, one}, {{inf}, nan}});
  given("tanh.approx", {{{minusInf}, 0xbf800000u}, {{minusZero}, minusZero}, {{0}, 0}, {{inf}, one}, {{nan}, nan}});
  // A divisor so great that its reciprocal is too small.
  expectCases("div.approx.f32 %r0, %r1, %r2;" + widened(32),
              {{{0x7f000000u, 0x7e800001u}, 0}, {{0xff000000u, 0x7f000000u}, minusZero}, {{inf, 0x7f000000u}, nan},
               {{one, inf}, 0}, {{one, 0}, inf}, {{0, 0}, nan}});
}

void approximationsErr() {
  InterpretingDevice device;
  for (const Approximation& each : APPROXIMATIONS) expectApproximation(each);
  expectGivenValues();
}

}  // namespace
