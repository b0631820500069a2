import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Commands
import Deepwell.Settings
import Deepwell.Style

// The settings: pages at the left (above, in a narrow window), a search over all of them.
Sheet {
    id: root

    required property CommandList commands
    property list<SettingsEntry> morePages   // stand between the engine's page and the keys
    property bool presetThinks: false        // the loaded model's preset decides whether it thinks
    property bool gpu: false                 // one that models can run on is there
    property bool outdated: false            // the loaded model would be loaded otherwise now
    property string current: "general"
    readonly property bool wide: width > 620
    readonly property var entries: [general, thinking, engine].concat(Array.from(morePages)).concat([keys])
    readonly property var currentEntry: entries.find(entry => entry.name === current) ?? general

    signal reloadRequested()

    function showPage(name: string): void {
        search.clear();
        current = name;
        open();
    }

    function shows(entry: SettingsEntry): bool { return !SettingsFilter.active && currentEntry === entry; }

    title: qsTr("Settings")
    width: Math.min(880, parent.width - 2 * Theme.space4)
    height: Math.min(640, parent.height - 2 * Theme.space4)
    padding: 0
    topPadding: 0
    onOpened: search.forceActiveFocus()
    onClosed: search.clear()

    SettingsEntry { id: general; name: "general"; title: qsTr("General"); icon: "settings"; page: GeneralPage {} }
    SettingsEntry { id: thinking; name: "thinking"; title: qsTr("Thinking"); icon: "think"; page: ThinkingPage { presetThinks: root.presetThinks } }
    SettingsEntry { id: engine; name: "engine"; title: qsTr("Engine"); icon: "chip"; page: EnginePage { gpu: root.gpu; outdated: root.outdated; onReloadRequested: root.reloadRequested() } }
    SettingsEntry { id: keys; name: "keys"; title: qsTr("Keys"); icon: "keyboard"; page: KeysPage { commands: root.commands } }

    contentItem: Item {
        // Pages
        Rectangle {
            id: side

            width: root.wide ? 212 : 0
            height: parent.height
            visible: root.wide
            color: Theme.sidebar
            radius: Theme.radius + 4
            Rectangle { width: 20; anchors { right: parent.right; top: parent.top; bottom: parent.bottom } color: parent.color }
            Rectangle { width: 1; anchors { right: parent.right; top: parent.top; bottom: parent.bottom } color: Theme.border }

            Column {
                x: Theme.space3
                y: Theme.space5 + Theme.controlHeight
                width: parent.width - 2 * x
                spacing: 2

                Repeater {
                    model: root.wide ? root.entries : []

                    SettingsTab {
                        required property SettingsEntry modelData

                        entry: modelData
                        on: root.shows(modelData)
                        width: parent.width
                        onClicked: root.showPage(modelData.name)
                    }
                }
            }
            Text {
                x: Theme.space4
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.space3
                text: qsTr("Deepwell %1").arg(Qt.application.version)
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
        Text {
            id: heading

            x: Theme.space4 + 4
            y: Theme.space4
            height: Theme.controlHeight
            verticalAlignment: Text.AlignVCenter
            text: root.title
            color: Theme.text
            font.pixelSize: Theme.title + 2
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        IconButton {
            id: closer

            objectName: "closeSettings"
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            y: Theme.space4 + 2
            iconName: "close"
            text: qsTr("Close")
            onClicked: root.close()
        }
        TextBox {
            id: search

            objectName: "searchSettings"
            anchors.right: closer.left
            anchors.rightMargin: Theme.space2
            y: Theme.space4
            width: Math.min(280, root.width - heading.implicitWidth - 110)
            iconName: "search"
            placeholderText: qsTr("Search settings")
            onTextChanged: SettingsFilter.text = text
            Keys.onEscapePressed: event => {
                event.accepted = text !== "";
                clear();
            }
        }
        Flickable {
            id: tabs

            visible: !root.wide
            x: Theme.space3
            y: heading.y + heading.height + Theme.space2
            width: parent.width - 2 * x
            height: visible ? Theme.controlHeight : 0
            contentWidth: tabRow.width
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            flickableDirection: Flickable.HorizontalFlick

            FocusInSight {}
            Row {
                id: tabRow

                spacing: 2

                Repeater {
                    model: root.wide ? [] : root.entries

                    SettingsTab {
                        required property SettingsEntry modelData

                        entry: modelData
                        on: root.shows(modelData)
                        named: on
                        onClicked: root.showPage(modelData.name)
                        onOnChanged: if (on) tabs.chosen = this
                        Component.onCompleted: if (on) tabs.chosen = this
                    }
                }
            }
            // The tab of the page that is shown is in sight.
            property Item chosen: null

            onChosenChanged: Qt.callLater(showChosen)
            onContentWidthChanged: Qt.callLater(showChosen)
            onWidthChanged: Qt.callLater(showChosen)
            function showChosen(): void {
                if (chosen) contentX = Math.max(0, Math.min(contentWidth - width, chosen.x - (width - chosen.width) / 2));
            }
        }
        // The page, or what the search has found on all of them
        Item {
            id: place

            x: side.width + Theme.space5
            y: (root.wide ? heading.y + heading.height : tabs.y + tabs.height) + Theme.space4
            width: parent.width - x - Theme.space3
            height: parent.height - y

            Loader {
                anchors.fill: parent
                anchors.rightMargin: Theme.space3
                active: root.visible && !SettingsFilter.active && root.currentEntry.fills
                sourceComponent: root.currentEntry.page
            }
            Flickable {
                id: scroller

                objectName: "settingsPage"
                anchors.fill: parent
                visible: SettingsFilter.active || !root.currentEntry.fills
                contentHeight: pages.y + pages.height + Theme.space4
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                ScrollBar.vertical: ScrollRail {}

                FocusInSight {}
                Column {
                    id: hits

                    width: pages.width
                    spacing: Theme.space2

                    Repeater {
                        model: root.entries

                        SettingsHit {
                            required property SettingsEntry modelData

                            entry: modelData
                            width: hits.width
                            visible: SettingsFilter.active && SettingsFilter.finds(SettingsFilter.text, entry.title, entry.about)
                            onClicked: { root.showPage(entry.name); search.forceActiveFocus(); }
                        }
                    }
                }
                Column {
                    id: pages

                    y: hits.height > 0 ? hits.height + Theme.space4 : 0
                    width: scroller.width - Theme.space4

                    Repeater {
                        model: root.entries

                        Column {
                            id: one

                            required property SettingsEntry modelData
                            readonly property bool chosen: !modelData.fills && (SettingsFilter.active || modelData === root.currentEntry)

                            width: pages.width
                            visible: chosen

                            Text {
                                visible: SettingsFilter.active && loader.height > 0
                                bottomPadding: Theme.space2
                                text: one.modelData.title
                                color: Theme.link
                                font.pixelSize: Theme.tiny
                                font.weight: Font.DemiBold
                            }
                            Loader {
                                id: loader

                                width: parent.width
                                height: item?.implicitHeight ?? 0
                                active: root.visible && one.chosen
                                sourceComponent: one.modelData.page
                            }
                        }
                    }
                }
                onVisibleChanged: contentY = 0
            }
            Text {
                objectName: "nothingFound"
                width: parent.width
                visible: SettingsFilter.active && hits.height + pages.height === 0
                topPadding: Theme.space5
                text: qsTr("No setting has these words.")
                horizontalAlignment: Text.AlignHCenter
                color: Theme.textFaint
                font.pixelSize: Theme.label
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }
    onCurrentChanged: scroller.contentY = 0
}
