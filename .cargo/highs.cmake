# HiGHS compiled in larger pieces: the same code and options in half the time.
set(CMAKE_UNITY_BUILD ON)
