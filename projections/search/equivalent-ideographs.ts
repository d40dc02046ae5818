/**
 * Written by scripts/equivalent-ideographs.js from EquivalentUnifiedIdeograph-17.0.0.txt of the Unicode Character Database
 * (https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt), property Equivalent_Unified_Ideograph.
 * © Unicode, Inc., under the Unicode License v3 (https://www.unicode.org/license.txt).
 *
 * CJK radicals, Kangxi radicals and strokes, each with the ideograph that it looks like, as code points in hexadecimal.
 */
export const equivalentIdeographs = `
  2e81:5382 2e82:4e5b 2e83:4e5a 2e84:4e59 2e85:4ebb 2e86:5182 2e87:20628 2e88:5200 2e89:5202 2e8a:535c
  2e8b:353e 2e8c:5c0f 2e8d:5c0f 2e8e:5140 2e8f:5c23 2e90:5c22 2e91:21bc2 2e92:5df3 2e93:5e7a 2e94:5f51
  2e95:2b739 2e96:5fc4 2e97:5fc3 2e98:624c 2e99:6535 2e9b:65e1 2e9c:65e5 2e9d:6708 2e9e:6b7a 2e9f:6bcd
  2ea0:6c11 2ea1:6c35 2ea2:6c3a 2ea3:706c 2ea4:722b 2ea5:722b 2ea6:4e2c 2ea7:725b 2ea8:72ad 2ea9:738b
  2eaa:24d14 2eab:76ee 2eac:793a 2ead:793b 2eae:25ad7 2eaf:7cf9 2eb0:7e9f 2eb1:7f53 2eb2:7f52 2eb3:34c1
  2eb4:5197 2eb5:2626b 2eb6:7f8a 2eb7:2634c 2eb8:2634b 2eb9:8002 2eba:8080 2ebb:807f 2ebc:8089 2ebd:26951
  2ebe:8279 2ebf:8279 2ec0:8279 2ec1:864e 2ec2:8864 2ec3:8980 2ec4:897f 2ec5:89c1 2ec6:89d2 2ec7:278b2
  2ec8:8ba0 2ec9:8d1d 2eca:27fb7 2ecb:8f66 2ecc:8fb6 2ecd:8fb6 2ece:8fb6 2ecf:9091 2ed0:9485 2ed1:9577
  2ed2:9578 2ed3:957f 2ed4:95e8 2ed5:28e0f 2ed6:961d 2ed7:96e8 2ed8:9752 2ed9:97e6 2eda:9875 2edb:98ce
  2edc:98de 2edd:98df 2ede:2967f 2edf:98e0 2ee0:9963 2ee1:29810 2ee2:9a6c 2ee3:9aa8 2ee4:9b3c 2ee5:9c7c
  2ee6:9e1f 2ee7:5364 2ee8:9ea6 2ee9:9ec4 2eea:9efe 2eeb:6589 2eec:9f50 2eed:6b6f 2eee:9f7f 2eef:7adc
  2ef0:9f99 2ef1:9f9c 2ef2:4e80 2ef3:9f9f 2f00:4e00 2f01:4e28 2f02:4e36 2f03:4e3f 2f04:4e59 2f05:4e85
  2f06:4e8c 2f07:4ea0 2f08:4eba 2f09:513f 2f0a:5165 2f0b:516b 2f0c:5182 2f0d:5196 2f0e:51ab 2f0f:51e0
  2f10:51f5 2f11:5200 2f12:529b 2f13:52f9 2f14:5315 2f15:531a 2f16:5338 2f17:5341 2f18:535c 2f19:5369
  2f1a:5382 2f1b:53b6 2f1c:53c8 2f1d:53e3 2f1e:56d7 2f1f:571f 2f20:58eb 2f21:5902 2f22:590a 2f23:5915
  2f24:5927 2f25:5973 2f26:5b50 2f27:5b80 2f28:5bf8 2f29:5c0f 2f2a:5c22 2f2b:5c38 2f2c:5c6e 2f2d:5c71
  2f2e:5ddb 2f2f:5de5 2f30:5df1 2f31:5dfe 2f32:5e72 2f33:5e7a 2f34:5e7f 2f35:5ef4 2f36:5efe 2f37:5f0b
  2f38:5f13 2f39:5f50 2f3a:5f61 2f3b:5f73 2f3c:5fc3 2f3d:6208 2f3e:6236 2f3f:624b 2f40:652f 2f41:6534
  2f42:6587 2f43:6597 2f44:65a4 2f45:65b9 2f46:65e0 2f47:65e5 2f48:66f0 2f49:6708 2f4a:6728 2f4b:6b20
  2f4c:6b62 2f4d:6b79 2f4e:6bb3 2f4f:6bcb 2f50:6bd4 2f51:6bdb 2f52:6c0f 2f53:6c14 2f54:6c34 2f55:706b
  2f56:722a 2f57:7236 2f58:723b 2f59:723f 2f5a:7247 2f5b:7259 2f5c:725b 2f5d:72ac 2f5e:7384 2f5f:7389
  2f60:74dc 2f61:74e6 2f62:7518 2f63:751f 2f64:7528 2f65:7530 2f66:758b 2f67:7592 2f68:7676 2f69:767d
  2f6a:76ae 2f6b:76bf 2f6c:76ee 2f6d:77db 2f6e:77e2 2f6f:77f3 2f70:793a 2f71:79b8 2f72:79be 2f73:7a74
  2f74:7acb 2f75:7af9 2f76:7c73 2f77:7cf8 2f78:7f36 2f79:7f51 2f7a:7f8a 2f7b:7fbd 2f7c:8001 2f7d:800c
  2f7e:8012 2f7f:8033 2f80:807f 2f81:8089 2f82:81e3 2f83:81ea 2f84:81f3 2f85:81fc 2f86:820c 2f87:821b
  2f88:821f 2f89:826e 2f8a:8272 2f8b:8278 2f8c:864d 2f8d:866b 2f8e:8840 2f8f:884c 2f90:8863 2f91:897e
  2f92:898b 2f93:89d2 2f94:8a00 2f95:8c37 2f96:8c46 2f97:8c55 2f98:8c78 2f99:8c9d 2f9a:8d64 2f9b:8d70
  2f9c:8db3 2f9d:8eab 2f9e:8eca 2f9f:8f9b 2fa0:8fb0 2fa1:8fb5 2fa2:9091 2fa3:9149 2fa4:91c6 2fa5:91cc
  2fa6:91d1 2fa7:9577 2fa8:9580 2fa9:961c 2faa:96b6 2fab:96b9 2fac:96e8 2fad:9751 2fae:975e 2faf:9762
  2fb0:9769 2fb1:97cb 2fb2:97ed 2fb3:97f3 2fb4:9801 2fb5:98a8 2fb6:98db 2fb7:98df 2fb8:9996 2fb9:9999
  2fba:99ac 2fbb:9aa8 2fbc:9ad8 2fbd:9adf 2fbe:9b25 2fbf:9b2f 2fc0:9b32 2fc1:9b3c 2fc2:9b5a 2fc3:9ce5
  2fc4:9e75 2fc5:9e7f 2fc6:9ea5 2fc7:9ebb 2fc8:9ec3 2fc9:9ecd 2fca:9ed1 2fcb:9ef9 2fcc:9efd 2fcd:9f0e
  2fce:9f13 2fcf:9f20 2fd0:9f3b 2fd1:9f4a 2fd2:9f52 2fd3:9f8d 2fd4:9f9c 2fd5:9fa0 31c6:200cc 31cf:4e40
  31d0:4e00 31d1:4e28 31d2:4e3f 31d3:4e3f 31d4:4e36 31d5:200cd 31d6:4e5b 31d7:200ca 31d8:200ce 31d9:2010c
  31da:4e85 31db:21fe8 31dc:200cb 31dd:4e40 31de:200d1 31df:4e5a 31e0:4e59 31e1:2010e
`;
