/** A city customers sit in; `code` is the six-figure administrative code (GB/T 2260) that a credit code carries. */
export interface Region {
  readonly code: string
  readonly city: string
  readonly province: string
  /** The salesperson whose territory it is, a place in the sales team. */
  readonly territory: number
}

const EAST = 0
const ZHEJIANG = 1
const SOUTH = 2
const NORTH = 3
const CENTRAL = 4

function region(code: string, province: string, city: string, territory: number): Region {
  return { code, province, city, territory }
}

/** Cities by weight of trade: the selling company sits in East China, so its home region comes more than once. */
export const REGIONS: readonly Region[] = [
  region('310115', '上海市', '上海', EAST),
  region('320505', '江苏省', '苏州', EAST),
  region('320214', '江苏省', '无锡', EAST),
  region('320115', '江苏省', '南京', EAST),
  region('320412', '江苏省', '常州', EAST),
  region('320612', '江苏省', '南通', EAST),
  region('321003', '江苏省', '扬州', EAST),
  region('320303', '江苏省', '徐州', EAST),
  region('330109', '浙江省', '杭州', ZHEJIANG),
  region('330206', '浙江省', '宁波', ZHEJIANG),
  region('330302', '浙江省', '温州', ZHEJIANG),
  region('330402', '浙江省', '嘉兴', ZHEJIANG),
  region('330602', '浙江省', '绍兴', ZHEJIANG),
  region('330702', '浙江省', '金华', ZHEJIANG),
  region('331002', '浙江省', '台州', ZHEJIANG),
  region('340111', '安徽省', '合肥', ZHEJIANG),
  region('340202', '安徽省', '芜湖', ZHEJIANG),
  region('350102', '福建省', '福州', SOUTH),
  region('350203', '福建省', '厦门', SOUTH),
  region('350503', '福建省', '泉州', SOUTH),
  region('440106', '广东省', '广州', SOUTH),
  region('440305', '广东省', '深圳', SOUTH),
  region('440606', '广东省', '佛山', SOUTH),
  region('441900', '广东省', '东莞', SOUTH),
  region('442000', '广东省', '中山', SOUTH),
  region('441302', '广东省', '惠州', SOUTH),
  region('440402', '广东省', '珠海', SOUTH),
  region('450103', '广西壮族自治区', '南宁', SOUTH),
  region('110108', '北京市', '北京', NORTH),
  region('120116', '天津市', '天津', NORTH),
  region('370102', '山东省', '济南', NORTH),
  region('370211', '山东省', '青岛', NORTH),
  region('370602', '山东省', '烟台', NORTH),
  region('370705', '山东省', '潍坊', NORTH),
  region('130102', '河北省', '石家庄', NORTH),
  region('130202', '河北省', '唐山', NORTH),
  region('140105', '山西省', '太原', NORTH),
  region('210102', '辽宁省', '沈阳', NORTH),
  region('210211', '辽宁省', '大连', NORTH),
  region('220104', '吉林省', '长春', NORTH),
  region('230103', '黑龙江省', '哈尔滨', NORTH),
  region('360111', '江西省', '南昌', CENTRAL),
  region('410105', '河南省', '郑州', CENTRAL),
  region('410305', '河南省', '洛阳', CENTRAL),
  region('420111', '湖北省', '武汉', CENTRAL),
  region('420502', '湖北省', '宜昌', CENTRAL),
  region('430103', '湖南省', '长沙', CENTRAL),
  region('430211', '湖南省', '株洲', CENTRAL),
  region('500112', '重庆市', '重庆', CENTRAL),
  region('510107', '四川省', '成都', CENTRAL),
  region('510703', '四川省', '绵阳', CENTRAL),
  region('520115', '贵州省', '贵阳', CENTRAL),
  region('530111', '云南省', '昆明', CENTRAL),
  region('610113', '陕西省', '西安', CENTRAL),
]

/** How many of the leading cities are the home region; half of the customers come from there. */
export const HOME_REGIONS = 17
