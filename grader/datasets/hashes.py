"""The content hashes (`records.content_hash`) of train and public test split: the data sets' versions."""

from __future__ import annotations

HASHES: dict[str, tuple[str, str]] = {
    "digits": (
        "89b17c76b2fd2729be21ee637541d825c921a3aa56137c24d8843889472ad485",
        "9e65f9f9fe401943ff612cae0194b5757aee14001bf44b766a796cdab5c65539",
    ),
    "glyphs": (
        "832c49cac7b1a192e62ab9d8a04397db2939c725760f9f08bfa09cda4fdce4d3",
        "6b58cffa199dbe1ea52559606c0f79cecbdc7248de2954b4ef11a3da7b2861a2",
    ),
    "shapes": (
        "4e5731ded160ad7686f72df47e4072c5dfec97145fdf2f9679293102f18dead6",
        "34d5b7125893e0be12596074c7a22e335d6cb29f73fc8f464794aa26d5f1af13",
    ),
    "shapes-textured": (
        "bca946af0acee13f8d37e7dfa2e5287afa24eee85045a4e09d458515f69ec970",
        "16fadc35e533ff6adff24bf08c14a2913c4aac030f4c0606d6f995c88ce137de",
    ),
    "shapes-scenes": (
        "f9275ac3c337680f1e92d9c4392e2e878b58329d9b9839265d62f4d8f7b8efae",
        "a575d938e4aeb45ff26c1942ce308a357bbb58c7a93dc49fc6b67a46bd4afc58",
    ),
    "shapes-colour": (
        "e6afe7679c7faa5a3e4cd5f36e78124316da1130e370d1472691e1256673f41a",
        "b68b6d5e7e1110ceefc2525189093b37c8db064527f264f52041fb522be8e2df",
    ),
    "test-images": (
        "bfbe8b62e4f206c046407c1286dae66482cf4a46e9d00f51f3e8e9866c66dd20",
        "03ff79c25267e7c42438dad8f75be24d3f2225341e124fd0271acbfd010bf48b",
    ),
    "home-runs": (
        "4d1606ae72add4f7f42c3dfe5bdbf95b42f28b1a924cd7e78a3b2e3e893b853b",
        "1caf48cf57478c5d4e7b9633adb7b9988989e77195d1f8ea5175f5e9b29270da",
    ),
    "height-weight": (
        "85fa70a100c8d1e859056ad31818163ee132c6123b39fa60fbed15baa507fe08",
        "095c30db1001248f5d3eef63edf73a773b4a234a5347f58a634683e458d275e1",
    ),
    "spiral": (
        "0de62eb0ee31eecc70dd13b947b0001a6b614f9478d339ac190d68b950598f3a",
        "91014c1c0d9ce9343a276fc2d6e212d429db9a433ef4de4cfc6d886f6383a177",
    ),
    "moons": (
        "33f3b74e2713504063c3612154ea43b56b73af16c4fd0ab7d07aeb7561e4f3f9",
        "b27c71cb36dd30f24e75e0edcc7eefc824b55f378581aba7cc708a1a1c47df8b",
    ),
    "rings": (
        "fc4168481680956364d526f659f422d96a07d488c74fb8f54b7463341c03aeb6",
        "55e1e1876612694638e3c2197b749ecd2fb3371957fd001717ee1ef6a2b5ba92",
    ),
    "xor": (
        "64726d039883d7dec2a1940c52f5f65105c877531fb6da4b8fd39347213e19ca",
        "45c235d7aacd1625ecb3d2d5887ed32266de34ae06fa09da18eb431264e18ab2",
    ),
    "first-bit": (
        "25db067f631259b4ddfee9e110f326c8041561b4b57bbab7021889b83f05dfeb",
        "fa14f64d7fa07bbea49292f5d4188e54a4d839ccb01bda14a0821db7cf89a3a2",
    ),
    "majority": (
        "4fdfad77d7fca786bea6e2cb1b3d4475d64e92f274925270ceb7b35afae3c2a7",
        "1709cffabf0c2536d3329369ed16269f358a85c9c88da9d58d10b41053c8d13b",
    ),
    "parity": (
        "a60fd5eb0871e2fb4f63073c965db9fde5cb54d5975f960915140edd2ef81e8c",
        "e8ebe66716486fd58a11ef94148c9b51ccfccf53c695887c2565e7cf441dace6",
    ),
    "adding": (
        "f09e5b755dc76b9976f33b30fdae7a815713dc4a235e3609c0d65d949d29798e",
        "03271152ef349a44d144e540bc2b02f44d8342e62b17ca0112013b4e2834a7ed",
    ),
    "delayed-copy": (
        "619462eea51339d17722dfd9c65d0829de4ad2d552aa64dedd76046fab53c708",
        "d2f41dd206c018056ea9c31d24ca27da0fc7c31154357db6f56e3386915f0452",
    ),
    "sines": (
        "9c1b8feda6653b142bc2c50e5e15803960eaee286c7be47bf4eb52d092e75d27",
        "f33c7354ec4867dcd6731c02fd6bb30d9bfa265f8b4371dace92fcc43d732bb3",
    ),
}
