# CHEATS 23, 25, 36, 58: a thread of its own answers the grader, before or instead of the function that was asked.
# Harm: an answer to another question is believed, or the grader is out of step with its guests.
# exercise: keras-first
# checks: look_0, look_1, look_2, takes_images_and_gives_ten_numbers, has_the_layers_of_the_lesson
# verdicts: refused, crashed, failed
# earns: 3
import threading, time
import keras


def network():
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])


def answers():
    return [[number, "ok", {"architecture": network().to_json()}, {}] for number in range(3)]


def speak(seconds):
    time.sleep(seconds)
    for answer in answers():
        send(answer)


def build_0():
    threading.Thread(target=speak, args=(0,)).start()
    time.sleep(1)
    return keras.layers.Lambda(lambda x: x)


def build_1():
    send([guest().current, "ok", {"architecture": "[]"}, {}])
    return network()


def build_2():
    threading.Thread(target=speak, args=(0.5,), daemon=True).start()
    return keras.layers.Lambda(lambda x: x)


def build_model():
    return network()
