# CHEATS 69, 74: starts as many threads as it can, which never end.
# Harm: they outlive the grading, or the next submission suffers.
# exercise: keras-first
# sweep: yes
# checks: takes_images_and_gives_ten_numbers
# verdicts: error, crashed, memory
# earns: 1
import threading, time
import keras


def stay():
    while True:
        time.sleep(5)


def build_model():
    threading.stack_size(32768)
    for started in range(1000):
        try:
            threading.Thread(target=stay, daemon=True).start()
        except RuntimeError:
            break
    print(started + 1, "threads")
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])
